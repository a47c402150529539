package io.fullcircle.connector.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.sql.Rows;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcProviderTest {
    private final JdbcProvider provider = new JdbcProvider();

    @Test
    void describesItsSettings() {
        assertThat(provider.options())
                .extracting(o -> o.name() + " " + o.kind() + " " + o.required())
                .containsExactly(
                        "url TEXT true",
                        "user TEXT false",
                        "password SECRET false",
                        "driver TEXT false",
                        "properties MAP false");
    }

    @Test
    void findsAUrlThatIsNotJdbcs() {
        assertThat(provider.check(new Settings(Map.of("url", "postgres://u:p@db/x"))))
                .containsOnlyKeys("url");
        assertThat(provider.check(new Settings(Map.of("url", "jdbc:oracle:thin:@db/x"))))
                .isEmpty();
    }

    @Test
    void saysWhereToPutADriverThatIsMissing() {
        ConfigurationException e = catchThrowableOfType(
                ConfigurationException.class,
                () -> provider.create(new Settings(Map.of("url", "jdbc:mysql://me:hidden@db:3306/x?password=hidden"))));

        assertThat(e).hasMessage("no JDBC driver on the class path takes the url jdbc:mysql:…@db:3306/x");
        assertThat(e.remedy()).contains("class path").contains("jar");
    }

    @Test
    void saysWhichDriverClassIsMissing() {
        ConfigurationException e = catchThrowableOfType(
                ConfigurationException.class,
                () -> provider.create(new Settings(Map.of("url", "jdbc:x:y", "driver", "com.example.Driver"))));
        assertThat(e).hasMessageContaining("com.example.Driver");

        e = catchThrowableOfType(
                ConfigurationException.class,
                () -> provider.create(new Settings(Map.of("url", "jdbc:x:y", "driver", "java.lang.Object"))));
        assertThat(e).hasMessageContaining("is no JDBC driver");
    }

    @Test
    void takesTheDriverAndItsProperties() {
        Settings settings = new Settings(Map.of(
                "url",
                "jdbc:h2:mem:properties",
                "driver",
                "org.h2.Driver",
                "properties",
                Map.of("MODE", "PostgreSQL")));
        try (Source source = provider.create(settings)) {
            assertThat(Rows.one(
                            source,
                            "(select setting_value from information_schema.settings where setting_name = 'MODE')"))
                    .isEqualTo("PostgreSQL");
        }
    }

    @Test
    void refusesAUrlThatTheNamedDriverDoesNotTake() {
        try (Source source = provider.create(new Settings(Map.of("url", "jdbc:other:x", "driver", "org.h2.Driver")))) {
            EnvironmentException e = catchThrowableOfType(EnvironmentException.class, source::tables);

            assertThat(e).hasMessageContaining("org.h2.Driver doesn't take this url");
        }
    }

    @Test
    void blackensPasswordsInTheDriversWords() {
        String url = "jdbc:h2:tcp://localhost:1/x;PASSWORD=hidden-in-url;UNKNOWN_SETTING=hidden-in-url";
        try (Source source = provider.create(new Settings(Map.of("url", url, "password", Secret.of("hidden-too"))))) {
            EnvironmentException e = catchThrowableOfType(EnvironmentException.class, source::tables);
            StringWriter everything = new StringWriter();
            e.printStackTrace(new PrintWriter(everything));

            assertThat(everything.toString()).doesNotContain("hidden-in-url").doesNotContain("hidden-too");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://db:3306/sales?user=a&password=b, jdbc:mysql://db:3306/sales",
        "jdbc:sqlserver://db:1433;user=a;password=b, jdbc:sqlserver://db:1433",
        "jdbc:oracle:thin:scott/tiger@//db:1521/x, jdbc:oracle:…@//db:1521/x",
        "jdbc:mysql://address=(host=db)(password=b)/x, jdbc:mysql:…",
        "jdbc:sqlite:/data/scores.sqlite, jdbc:sqlite:/data/scores.sqlite"
    })
    void namesThePlaceWithoutCredentials(String url, String place) {
        assertThat(JdbcUrl.place(url)).isEqualTo(place);
    }
}
