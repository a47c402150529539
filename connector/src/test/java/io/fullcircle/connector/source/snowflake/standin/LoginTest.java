package io.fullcircle.connector.source.snowflake.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoginTest {
    private static StandIn standIn;
    private static KeyPair keys;
    private static KeyPair otherKeys;

    @BeforeAll
    static void start() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        otherKeys = generator.generateKeyPair();
        var options = StandInOptions.defaults()
                .withUser(User.named("tester").withPassword("secret").withRole("analyst"))
                .withUser(User.named("service").withKey(keys.getPublic()))
                .withUser(User.named("robot").withAccessToken("pat-1").withOAuthToken("oauth-1"))
                .withUser(User.named("poor").withPassword("secret").withoutWarehouse())
                .withUser(User.named("trial").withPassword("secret").withTrialEnded());
        standIn = StandIn.start(options);
        standIn.load("create table t (a int); insert into t values (1)");
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @Test
    void takesAPassword() throws Exception {
        assertThat(user(password("tester", "secret"))).isEqualTo("TESTER");
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownUserAlike() {
        assertThat(failure(password("tester", "wrong")).getErrorCode()).isEqualTo(390100);
        assertThat(failure(password("nobody", "secret")).getErrorCode()).isEqualTo(390100);
    }

    @Test
    void takesASignedTokenOfTheRegisteredKey() throws Exception {
        assertThat(user(keyPair(keys))).isEqualTo("SERVICE");
    }

    @Test
    void refusesATokenOfAnotherKey() {
        assertThat(failure(keyPair(otherKeys)).getErrorCode()).isEqualTo(390144);
    }

    @Test
    void understandsTokenTimesInSecondsAndMillisecondsAndRefusesExpiredOnes() throws Exception {
        var service = User.named("service").withKey(keys.getPublic());
        long now = Instant.now().getEpochSecond();
        assertThat(isValid(service, now, now + 60)).isTrue();
        assertThat(isValid(service, now * 1000, (now + 60) * 1000)).isTrue();
        assertThat(isValid(service, now - 120, now - 60)).isFalse();
        assertThat(isValid(service, now, now + 3 * 3600)).isFalse();
        assertThat(Jwt.isValid("a.b.c", "test", service, Instant.now())).isFalse();
    }

    @Test
    void takesAnAccessTokenByAuthenticatorAndAsPassword() throws Exception {
        assertThat(user(token("programmatic_access_token", "pat-1"))).isEqualTo("ROBOT");
        assertThat(user(password("robot", "pat-1"))).isEqualTo("ROBOT");
        assertThat(failure(token("programmatic_access_token", "pat-2")).getErrorCode())
                .isEqualTo(394400);
    }

    @Test
    void takesAnOAuthToken() throws Exception {
        assertThat(user(token("oauth", "oauth-1"))).isEqualTo("ROBOT");
        assertThat(failure(token("oauth", "oauth-2")).getErrorCode()).isEqualTo(390303);
    }

    @Test
    void knowsOnlyItsAccountAndTheUsersRoles() throws Exception {
        var stranger = password("tester", "secret");
        stranger.put("account", "other");
        stranger.put("loginTimeout", "5");
        assertThat(failure(stranger).getMessage()).contains("404");
        var analyst = password("tester", "secret");
        analyst.put("role", "analyst");
        try (var client = Client.with(standIn, analyst)) {
            assertThat(client.value("select current_role()")).isEqualTo("ANALYST");
        }
        analyst.put("role", "emperor");
        assertThat(failure(analyst).getErrorCode()).isEqualTo(390189);
    }

    @Test
    void letsAUserWithoutWarehouseInButReadNoRows() throws Exception {
        try (var client = Client.with(standIn, password("poor", "secret"))) {
            assertThat(client.value("select current_timestamp() is not null")).isEqualTo("TRUE");
            assertThat(client.rows("show tables in schema demo.public")).hasSize(1);
            var failure = client.failure("select a from t");
            assertThat(failure.getErrorCode()).isEqualTo(606);
            assertThat(failure.getSQLState()).isEqualTo("57P03");
        }
    }

    @Test
    void letsASuspendedTrialInButReadNoRows() throws Exception {
        try (var client = Client.with(standIn, password("trial", "secret"))) {
            assertThat(client.value("select 1")).isEqualTo("1");
            var failure = client.failure("select a from t");
            assertThat(failure.getErrorCode()).isEqualTo(666);
            assertThat(failure.getMessage()).contains("free trial has ended");
        }
    }

    @Test
    void namesAWarehouseOrDatabaseThatIsNotThere() throws Exception {
        var lost = password("tester", "secret");
        lost.put("warehouse", "nowhere");
        lost.put("db", "nowhere");
        try (var client = Client.with(standIn, lost)) {
            assertThat(client.row("select current_warehouse(), current_database()"))
                    .containsOnlyNulls();
            client.run("use warehouse compute_wh");
            client.run("use database demo");
            assertThat(client.value("select a from t")).isEqualTo("1");
        }
        lost.put("CLIENT_VALIDATE_DEFAULT_PARAMETERS", "true");
        assertThat(failure(lost).getErrorCode()).isEqualTo(390201);
    }

    private static String user(Properties properties) throws SQLException {
        try (var client = Client.with(standIn, properties)) {
            return client.value("select current_user()");
        }
    }

    private static SQLException failure(Properties properties) {
        return catchThrowableOfType(
                SQLException.class, () -> Client.with(standIn, properties).close());
    }

    private static Properties password(String user, String password) {
        var properties = standIn.properties(user);
        properties.put("password", password);
        return properties;
    }

    private static Properties token(String authenticator, String token) {
        var properties = standIn.properties("robot");
        properties.put("authenticator", authenticator);
        properties.put("token", token);
        return properties;
    }

    private static Properties keyPair(KeyPair pair) {
        var properties = standIn.properties("service");
        properties.put("authenticator", "snowflake_jwt");
        properties.put("privateKey", pair.getPrivate());
        return properties;
    }

    private static boolean isValid(User user, long issued, long expires) throws Exception {
        var issuer = "TEST.SERVICE." + Jwt.fingerprint(keys.getPublic());
        var text = encode("{\"alg\":\"RS256\"}") + "."
                + encode("{\"iss\":\"%s\",\"sub\":\"TEST.SERVICE\",\"iat\":%d,\"exp\":%d}"
                        .formatted(issuer, issued, expires));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(text.getBytes());
        var signed = text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        return Jwt.isValid(signed, "test", user, Instant.now());
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes());
    }
}
