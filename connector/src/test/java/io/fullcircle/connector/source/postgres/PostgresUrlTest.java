package io.fullcircle.connector.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.base.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/sales, jdbc:postgresql://db/sales, 'PostgreSQL at db, database sales'",
        "postgresql://db:5433/sales, jdbc:postgresql://db:5433/sales, 'PostgreSQL at db:5433, database sales'",
        "postgres://db, jdbc:postgresql://db/, PostgreSQL at db",
        "'postgres://a:1,b:2/x?targetServerType=primary', 'jdbc:postgresql://a:1,b:2/x?targetServerType=primary', 'PostgreSQL at a:1,b:2, database x'",
        "postgresql://[::1]:5432/my%20db, jdbc:postgresql://[::1]:5432/my%20db, 'PostgreSQL at [::1]:5432, database my db'",
        "postgres://h/d?sslmode=require&channel_binding=require&connect_timeout=3, jdbc:postgresql://h/d?sslmode=require&channelBinding=require&connectTimeout=3, 'PostgreSQL at h, database d'"
    })
    void convertsEitherWayOfWriting(String url, String jdbc, String place) {
        PostgresUrl parsed = PostgresUrl.parse(url).orElseThrow();

        assertThat(parsed.jdbc()).isEqualTo(jdbc);
        assertThat(parsed.place()).isEqualTo(place);
        assertThat(parsed.user()).isEmpty();
        assertThat(parsed.password()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://me:p%40ss%2Fw+rd@db/x",
                "postgresql://me:p@ss%2Fw+rd@db/x",
                "jdbc:postgresql://me:p%40ss%2Fw+rd@db/x",
                "jdbc:postgresql://db/x?user=me&password=p%40ss%2Fw+rd"
            })
    void takesTheCredentialsOut(String url) {
        PostgresUrl parsed = PostgresUrl.parse(url).orElseThrow();

        assertThat(parsed.jdbc()).isEqualTo("jdbc:postgresql://db/x");
        assertThat(parsed.user()).contains("me");
        assertThat(parsed.password()).contains(Secret.of("p@ss/w+rd"));
        assertThat(parsed.toString()).doesNotContain("ss/w");
    }

    @Test
    void takesAUserWithoutAPassword() {
        assertThat(PostgresUrl.parse("postgres://me@db/x").orElseThrow().user()).contains("me");
        assertThat(PostgresUrl.parse("postgres://me:@db/x").orElseThrow().password())
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db:5432/x",
                "jdbc:mysql://db/x",
                "http://db",
                "postgres:db",
                "postgres://",
                "postgres:///x",
                "postgres://me:pw",
                "postgres://db:port/x",
                "jdbc:postgresql:x",
                "postgres://a b/x"
            })
    void refusesOtherShapes(String url) {
        assertThat(PostgresUrl.parse(url)).isEmpty();
    }
}
