package io.fullcircle.connector.source.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.SQLExceptionOverride.Override;
import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.source.Settings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What is found wrong with settings before anything is connected, and what becomes of them. */
class SnowflakeSettingsTest {
    private static final SnowflakeProvider PROVIDER = new SnowflakeProvider();

    private static Settings settings(Object... pairs) {
        Map<String, Object> settings = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put((String) pairs[i], pairs[i + 1]);
        }
        return new Settings(settings);
    }

    private static Map<String, String> findings(Object... pairs) {
        return PROVIDER.check(settings(pairs));
    }

    private static Settings good(Object... pairs) {
        Map<String, Object> all =
                new HashMap<>(settings("account", "acme-eu", "user", "reader", "password", Secret.of("p"))
                        .values());
        all.putAll(settings(pairs).values());
        return new Settings(all);
    }

    @Test
    void takesAnAccountAUrlOrBoth() {
        Secret p = Secret.of("p");
        assertThat(findings("account", "acme-eu", "user", "u", "password", p)).isEmpty();
        assertThat(findings("url", "https://acme-eu.snowflakecomputing.com", "user", "u", "password", p))
                .isEmpty();
        assertThat(findings("account", "test", "url", "http://127.0.0.1:8090", "user", "u", "password", p))
                .isEmpty();
        assertThat(findings("user", "u", "password", p)).containsOnlyKeys("account");
        assertThat(findings("url", "http://127.0.0.1:8090", "user", "u", "password", p))
                .containsOnlyKeys("account");
    }

    @Test
    void takesPlainHttpOnThisMachineOnly() {
        for (String url : new String[] {
            "http://acme.snowflakecomputing.com",
            "http://127.0.0.1.example.com",
            "http://user@127.0.0.1",
            "https://acme.snowflakecomputing.com/console?a=b",
            "acme.snowflakecomputing.com",
            "ftp://127.0.0.1",
            "https://a b"
        }) {
            assertThat(SnowflakeUrl.parse(url)).as(url).isEmpty();
        }
        assertThat(SnowflakeUrl.parse("http://localhost:8090/")).isPresent();
        assertThat(SnowflakeUrl.parse("http://[::1]:8090"))
                .get()
                .extracting(SnowflakeUrl::jdbc)
                .isEqualTo("jdbc:snowflake://[::1]:8090/");
        assertThat(SnowflakeUrl.parse("https://acme.snowflakecomputing.com"))
                .get()
                .isEqualTo(new SnowflakeUrl("acme.snowflakecomputing.com", 443, true));
        assertThat(SnowflakeUrl.of("ACME-data_eu").host()).isEqualTo("acme-data-eu.snowflakecomputing.com");
    }

    @Test
    void wantsExactlyOneCredentialAndItsUser() {
        Secret p = Secret.of("p");
        assertThat(findings("account", "a", "user", "u")).containsOnlyKeys("");
        assertThat(findings("account", "a", "user", "u", "password", p, "token", p))
                .containsOnlyKeys("token");
        assertThat(findings("account", "a", "user", "u", "password", p, "private_key_file", Path.of("k")))
                .containsOnlyKeys("password");
        assertThat(findings("account", "a", "password", p)).containsOnlyKeys("user");
        assertThat(findings("account", "a", "token", p)).isEmpty();
        assertThat(findings("account", "a", "token", p, "private_key_password", p))
                .containsOnlyKeys("private_key_password");
    }

    @Test
    void refusesSessionParametersThatRowsAreReadBy() {
        assertThat(PROVIDER.check(good("session", Map.of("WEEK_START", "1", "timezone", "Asia/Tokyo"))))
                .isEmpty();
        assertThat(PROVIDER.check(good("session", Map.of("client_memory_limit", "100", "QUERY_TAG", "x"))))
                .containsOnlyKeys("session")
                .satisfies(f ->
                        assertThat(f.get("session")).startsWith("QUERY_TAG, client_memory_limit can't stand here"));
    }

    @Test
    void knowsWhereItCanMaterialize() {
        assertThat(PROVIDER.refusalToMaterialize(good())).get().asString().contains("source.scratch_schema");
        assertThat(PROVIDER.refusalToMaterialize(good("scratch_schema", "lab.scratch")))
                .isEmpty();
        assertThat(PROVIDER.check(good("scratch_schema", "lab..scratch"))).containsOnlyKeys("scratch_schema");
        assertThat(PROVIDER.check(good("max_rows", 0L))).containsOnlyKeys("max_rows");
    }

    @Test
    void tellsTokensApartByTheirForm() {
        String oauth = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2xvZ2luIn0.c2ln";
        String own = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJTRjoxMjM0In0.c2ln";
        assertThat(authenticator("ver:2-hint:123-ETMsDgAAAY")).isEqualTo("oauth");
        assertThat(authenticator(oauth)).isEqualTo("oauth");
        assertThat(authenticator(own)).isEqualTo("programmatic_access_token");
        assertThat(authenticator("opaque")).isEqualTo("programmatic_access_token");
        assertThat(authenticator("a.b.c")).isEqualTo("programmatic_access_token");
    }

    private static String authenticator(String token) {
        Properties properties = new Properties();
        new Credential.Token(Secret.of(token)).addTo(properties);
        return properties.getProperty("authenticator");
    }

    @Test
    void refusesAJvmWithoutWhatTheDriverNeeds() {
        assertThatCode(Surroundings::check).doesNotThrowAnyException();
        assertThatCode(() -> Surroundings.check(true, ZoneId.of("Etc/UTC"))).doesNotThrowAnyException();
        ConfigurationException closed =
                catchThrowableOfType(ConfigurationException.class, () -> Surroundings.check(false, ZoneId.of("UTC")));
        assertThat(closed.remedy()).contains("--add-opens=java.base/java.nio=ALL-UNNAMED", "-Duser.timezone=UTC");
        for (String zone : new String[] {"Europe/London", "America/New_York", "+01:00"}) {
            assertThatThrownBy(() -> Surroundings.check(true, ZoneId.of(zone)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(zone);
        }
    }

    @Test
    void goesThroughTheProxyOfTheEnvironment() {
        SnowflakeUrl there = SnowflakeUrl.of("acme");
        assertThat(Proxy.to(there, Map.of())).isEmpty();
        assertThat(Proxy.to(there, Map.of("https_proxy", "http://bob:pw@proxy.acme.com:3128")))
                .contains(new Proxy("proxy.acme.com", 3128, "bob", "pw"));
        assertThat(Proxy.to(there, Map.of("HTTPS_PROXY", "proxy:8080", "NO_PROXY", "a.com,.snowflakecomputing.com")))
                .isEmpty();
        assertThat(Proxy.to(
                        SnowflakeUrl.parse("http://127.0.0.1:1").orElseThrow(), Map.of("HTTPS_PROXY", "proxy:8080")))
                .isEmpty();
        assertThatThrownBy(() -> Proxy.to(there, Map.of("HTTPS_PROXY", "http://:")))
                .isInstanceOf(ConfigurationException.class);
        Properties properties = new Properties();
        new Proxy("proxy", 8080, "", "").addTo(properties, Map.of("NO_PROXY", ".amazonaws.com, internal"));
        assertThat(properties)
                .containsEntry("useProxy", "true")
                .containsEntry("proxyHost", "proxy")
                .containsEntry("nonProxyHosts", "*.amazonaws.com|internal")
                .doesNotContainKey("proxyUser");
    }

    @Test
    void endsConnectionsByWhatHappenedToTheirSession() {
        Evictions evictions = new Evictions();
        assertThat(evictions.adjudicate(new SQLException("", "XX000", 390114))).isEqualTo(Override.MUST_EVICT);
        assertThat(evictions.adjudicate(new SQLException("", "57P03", 606))).isEqualTo(Override.DO_NOT_EVICT);
        assertThat(evictions.adjudicate(new SQLException("", "08006", 200015))).isEqualTo(Override.CONTINUE_EVICT);
    }

    @Test
    void knowsProcessesThatAreGone() throws Exception {
        Worker here = Worker.current();
        Process process = new ProcessBuilder("sleep", "60").start();
        Worker other = new Worker(
                here.machine(),
                process.pid(),
                process.info().startInstant().orElseThrow().getEpochSecond());

        assertThat(Worker.parse(here.text())).contains(here);
        assertThat(here.isGone()).isFalse();
        assertThat(other.isGone()).isFalse();
        assertThat(new Worker(here.machine(), here.pid(), 1).isGone())
                .as("its number is used again")
                .isTrue();
        process.destroyForcibly().waitFor();
        assertThat(other.isGone()).isTrue();
        assertThat(new Worker("elsewhere", 1, 1).isGone()).isFalse();
        assertThat(Worker.parse("x-y")).isEqualTo(Optional.empty());
    }
}
