package io.fullcircle.connector.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.operator.SqlOperator;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.sql.Rows;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresFailuresTest {
    private PostgresFixture database;
    private Source source;

    @BeforeAll
    void createTables() throws Exception {
        database = new PostgresFixture();
        database.execute(
                "create table secrets (n integer)",
                "create role reader login password '" + PostgresFixture.PASSWORD + "'",
                "create role limited login");
        database.askForPasswordOf("reader");
        source = database.source();
    }

    @AfterAll
    void close() {
        source.close();
        database.close();
    }

    private EnvironmentException refused(Map<String, Object> settings) {
        try (Source source = new PostgresProvider().create(new Settings(settings))) {
            return catchThrowableOfType(EnvironmentException.class, source::tables);
        }
    }

    private static String everythingIn(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void asksForTheRightPassword() {
        EnvironmentException e = refused(Map.of(
                "url", database.url(), "user", "reader", "password", Secret.of("wrong-" + PostgresFixture.PASSWORD)));

        assertThat(e)
                .hasMessageContaining("localhost:" + PostgresFixture.port())
                .hasMessageContaining("as reader")
                .hasMessageContaining("password authentication failed");
        assertThat(e.remedy()).contains("source.user").contains("source.password");
        assertThat(everythingIn(e)).doesNotContain(PostgresFixture.PASSWORD);
        try (Source right = PostgresFixture.source(database.url(), "reader")) {
            assertThat(right.tables()).isEmpty();
        }
    }

    @Test
    void takesUserAndPasswordFromTheUrl() {
        String url = "postgres://reader:" + PostgresFixture.PASSWORD + "@localhost:" + PostgresFixture.port() + "/"
                + database.database();
        try (Source right = new PostgresProvider().create(new Settings(Map.of("url", url)))) {
            assertThat(Rows.one(right, "current_user::text")).isEqualTo("reader");
        }
    }

    @Test
    void printsNoPasswordOfAUrl() {
        EnvironmentException e = refused(Map.of("url", "postgres://me:hidden-word@localhost:1/x"));

        assertThat(e).hasMessageContaining("localhost:1").hasMessageContaining("refused");
        assertThat(everythingIn(e)).doesNotContain("hidden-word");
    }

    @Test
    void saysWhichDatabaseOrHostThereIsNot() {
        assertThat(refused(Map.of(
                        "url", "postgres://localhost:" + PostgresFixture.port() + "/nowhere", "user", "postgres")))
                .hasMessageContaining("database \"nowhere\" does not exist");
        EnvironmentException host = refused(Map.of("url", "postgres://no-such-host.invalid/x", "user", "postgres"));
        assertThat(host).hasMessageContaining("no-such-host.invalid").hasMessageContaining("UnknownHost");
        assertThat(host.remedy()).contains("source.url");
    }

    @Test
    void takesALostConnectionForTheWorlds() throws Exception {
        String sql = "select pg_backend_pid() as pid, n from generate_series(1, 1000000) n";
        try (Cursor cursor = source.open(Rows.query(sql))) {
            assertThat(cursor.next()).isTrue();
            database.execute("select pg_terminate_backend(" + cursor.value(0) + ")");

            assertThatThrownBy(() -> {
                        while (cursor.next()) {
                            cursor.value(1);
                        }
                    })
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("localhost:" + PostgresFixture.port())
                    .hasMessageNotContainingAny("cancelled");
        }
        assertThat(Rows.one(source, "1")).isEqualTo(1L);
    }

    @Test
    void takesATimeoutOfTheServerForTheWorlds() throws Exception {
        database.execute("alter role limited set statement_timeout = '50ms'");
        try (Source limited = PostgresFixture.source(database.url(), "limited")) {
            assertThatThrownBy(() -> Rows.all(limited, database.endless()))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("canceling statement due to statement timeout");
        }
    }

    @Test
    void takesAMissingGrantForTheConfigurations() throws Exception {
        try (Source limited = PostgresFixture.source(database.url(), "limited")) {
            assertThatThrownBy(() -> Rows.all(limited, new Query(List.of(), "secrets")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("permission denied for table secrets");
        }
    }

    @Test
    void tellsTheLineWhereWideCharactersAndQuestionMarksStandBefore() {
        Query query = new Query(
                List.of(new SqlOperator(
                        "a", "select '😀😀😀' as t\n, '{}'::jsonb ? 'x' as b,\n1 / n as v\n, nope from secrets")),
                "a");

        assertThatThrownBy(() -> source.open(query))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("operator \"a\", line 4: column \"nope\" does not exist");
    }

    @Test
    void passesOnWhatTheServerSuggests() {
        assertThatThrownBy(() -> source.open(Rows.query("select lenght('x')")))
                .hasMessageStartingWith("operator \"q\", line 1: function lenght(unknown) does not exist (");
    }

    @Test
    void readsATableThroughAnOperatorOfItsName() {
        Query query = new Query(List.of(new SqlOperator("secrets", "select n + 1 as n from secrets")), "secrets");

        assertThat(Rows.all(source, query)).isEmpty();
    }

    @Test
    void saysHowToReadRowsThatAreTooLarge() {
        String url = "postgres://postgres@localhost:" + PostgresFixture.port() + "/" + database.database()
                + "?maxResultBuffer=1000000";
        try (Source narrow = new PostgresProvider().create(new Settings(Map.of("url", url)))) {
            EnvironmentException e = catchThrowableOfType(
                    EnvironmentException.class,
                    () -> Rows.all(narrow, "select repeat('x', 100000) as x from generate_series(1, 50)"));

            assertThat(e).hasMessageContaining("exceeded maxResultBuffer");
            assertThat(e.remedy()).contains("defaultRowFetchSize");
        }
    }
}
