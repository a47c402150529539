package io.fullcircle.connector.source.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.snowflake.standin.StandInOptions;
import io.fullcircle.connector.source.snowflake.standin.User;
import io.fullcircle.connector.source.sql.Rows;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in, and what is said at each door that stays closed. */
class SnowflakeLoginTest {
    private static final String PASSPHRASE = "pass-phrase-of-the-key";

    @TempDir
    static Path directory;

    private static KeyPair keys;
    private static SnowflakeFixture snowflake;

    @BeforeAll
    static void start() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        snowflake = new SnowflakeFixture(StandInOptions.defaults()
                .withUser(User.named("service").withKey(keys.getPublic()).withRole("LOADER"))
                .withUser(User.named("robot").withAccessToken("pat-123456").withOAuthToken("ver:1-hint-123456"))
                .withUser(User.named("poor").withPassword("secret-1").withoutWarehouse())
                .withUser(User.named("trial").withPassword("secret-1").withTrialEnded()));
        snowflake.execute("create table t as select 1 as a");
    }

    @AfterAll
    static void stop() {
        snowflake.close();
    }

    private static Path pem(String name, String label, byte[] der) throws Exception {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                directory.resolve(name), "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }

    private static byte[] encrypted(byte[] der) throws Exception {
        var algorithm = "PBEWithSHA1AndDESede";
        var salt = new byte[8];
        new SecureRandom().nextBytes(salt);
        var cipher = Cipher.getInstance(algorithm);
        var key = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(PASSPHRASE.toCharArray()));
        cipher.init(Cipher.ENCRYPT_MODE, key, new PBEParameterSpec(salt, 2048));
        return new EncryptedPrivateKeyInfo(cipher.getParameters(), cipher.doFinal(der)).getEncoded();
    }

    /** The settings of a source without a credential, and these. */
    private static Map<String, Object> settings(Object... more) {
        Map<String, Object> settings = new HashMap<>(snowflake.settings());
        settings.remove("password");
        for (int i = 0; i < more.length; i += 2) {
            settings.put((String) more[i], more[i + 1]);
        }
        return settings;
    }

    private static Object user(Object... more) {
        try (Source source = snowflake.source(settings(more))) {
            return Rows.one(source, "current_user()");
        }
    }

    @Test
    void takesKeysOfEveryForm() throws Exception {
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);

        assertThat(user("user", "service", "private_key_file", pem("pkcs8.pem", "PRIVATE KEY", pkcs8)))
                .isEqualTo("SERVICE");
        assertThat(user("user", "service", "private_key_file", pem("pkcs1.pem", "RSA PRIVATE KEY", pkcs1)))
                .isEqualTo("SERVICE");
        assertThat(user(
                        "user",
                        "service",
                        "private_key_file",
                        pem("encrypted.pem", "ENCRYPTED PRIVATE KEY", encrypted(pkcs8)),
                        "private_key_password",
                        Secret.of(PASSPHRASE)))
                .isEqualTo("SERVICE");
    }

    @Test
    void takesPasswordsAndTokensOfBothKinds() {
        assertThat(user("password", Secret.of(SnowflakeFixture.PASSWORD), "role", "loader"))
                .isEqualTo("READER");
        assertThat(user("user", "robot", "token", Secret.of("pat-123456"))).isEqualTo("ROBOT");
        assertThat(user("user", "robot", "token", Secret.of("ver:1-hint-123456")))
                .isEqualTo("ROBOT");
    }

    private static EnvironmentException environment(Object... more) {
        return catchThrowableOfType(EnvironmentException.class, () -> read(more));
    }

    private static ConfigurationException configuration(Object... more) {
        return catchThrowableOfType(ConfigurationException.class, () -> read(more));
    }

    private static void read(Object... more) {
        try (Source source = snowflake.source(settings(more))) {
            Rows.all(source, "select a from t");
        }
    }

    @Test
    void saysWhoWasRefusedAndWhatToCheck() throws Exception {
        Secret right = Secret.of(SnowflakeFixture.PASSWORD);
        EnvironmentException password = environment("password", Secret.of("wrong-password"));
        assertThat(password)
                .hasMessageContaining("can't connect to Snowflake account test at 127.0.0.1")
                .hasMessageContaining("as reader")
                .hasMessageContaining("390100");
        assertThat(password.remedy()).contains("source.user", "source.password");
        assertThat(environment("password", right, "user", "nobody")).hasMessageContaining("as nobody");

        EnvironmentException account = environment("password", right, "account", "elsewhere");
        assertThat(account).hasMessageContaining("Snowflake account elsewhere");
        assertThat(account.remedy()).contains("source.account");

        EnvironmentException token = environment("token", Secret.of("pat-000000"));
        assertThat(token).hasMessageContaining("394400").hasMessageNotContaining("pat-000000");
        assertThat(token.remedy()).contains("source.token");
    }

    @Test
    void saysWhichKeyIsWrong() throws Exception {
        var stranger = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        EnvironmentException unknown = environment(
                "user", "service", "private_key_file", pem("stranger.pem", "PRIVATE KEY", stranger.getEncoded()));
        assertThat(unknown).hasMessageContaining("390144");
        assertThat(unknown.remedy()).contains("source.private_key_file", "RSA_PUBLIC_KEY_FP");

        ConfigurationException broken =
                configuration("user", "service", "private_key_file", pem("broken.pem", "PRIVATE KEY", new byte[40]));
        assertThat(broken.remedy()).contains("source.private_key_file");

        byte[] locked = encrypted(keys.getPrivate().getEncoded());
        Path file = pem("locked.pem", "ENCRYPTED PRIVATE KEY", locked);
        ConfigurationException passphrase = configuration(
                "user", "service", "private_key_file", file, "private_key_password", Secret.of("not-the-phrase"));
        assertThat(passphrase.remedy()).contains("source.private_key_password");
        assertThat(passphrase).hasMessageNotContaining("not-the-phrase");

        assertThat(configuration("user", "service", "private_key_file", directory.resolve("none.pem")))
                .hasMessageContaining("none.pem can't be read");
    }

    @Test
    void saysWhichNameIsWrong() {
        Secret right = Secret.of(SnowflakeFixture.PASSWORD);
        ConfigurationException role = configuration("password", right, "role", "emperor");
        assertThat(role).hasMessageContaining("390189").hasMessageContaining("EMPEROR");
        assertThat(role.remedy()).contains("source.role");

        for (String setting : new String[] {"warehouse", "database", "schema"}) {
            ConfigurationException name = configuration("password", right, setting, "nowhere");
            assertThat(name).hasMessageContaining("390201").hasMessageContaining(setting);
            assertThat(name.remedy()).contains("source." + setting);
        }
    }

    @Test
    void saysThatNothingComputes() {
        ConfigurationException none = configuration("user", "poor", "password", Secret.of("secret-1"));
        assertThat(none).hasMessageContaining("000606");
        assertThat(none.remedy()).contains("source.warehouse");

        EnvironmentException over = environment("user", "trial", "password", Secret.of("secret-1"));
        assertThat(over).hasMessageContaining("000666");
        assertThat(over.remedy()).contains("billing");
    }

    @Test
    void listsTablesWithoutAWarehouse() {
        try (Source source = snowflake.source(settings("user", "poor", "password", Secret.of("secret-1")))) {
            assertThat(source.tables()).isNotEmpty();
        }
    }

    @Test
    void saysAtOnceThatNobodyListens() {
        long start = System.nanoTime();
        Secret right = Secret.of(SnowflakeFixture.PASSWORD);

        EnvironmentException refused = environment("password", right, "url", "http://127.0.0.1:1");
        EnvironmentException unknown = environment("password", right, "url", "https://no-such-host.invalid");

        assertThat(refused).hasMessageContaining("127.0.0.1:1 doesn't answer");
        assertThat(unknown).hasMessageContaining("no-such-host.invalid doesn't answer");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void printsNothing() {
        var printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        var all = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(all);
        System.setErr(all);
        try {
            read("password", Secret.of(SnowflakeFixture.PASSWORD));
            assertThat(catchThrowable(() -> read("password", Secret.of("wrong-password"))))
                    .isNotNull();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
