package io.fullcircle.connector.source.snowflake.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.sql.DriverManager;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInMainTest {
    @TempDir
    private Path directory;

    @Test
    void startsAsAProgramAndIsWatchedOverHttp() throws Exception {
        var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var pem = Files.writeString(
                directory.resolve("key.pub"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        var script = Files.writeString(directory.resolve("init.sql"), "create table t as select 42 as answer;");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StandInMain.class.getName(),
                        "--user=service",
                        "--public-key=" + pem,
                        "--init=" + script,
                        "--fault=query-error match=unlucky code=604 state=57014 message='told to'")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = process.inputReader()) {
            var line = out.readLine();
            assertThat(line).startsWith("listening on http://127.0.0.1:");
            var address = line.substring("listening on ".length());
            var login = new Properties();
            login.put("user", "service");
            login.put("privateKey", keys.getPrivate());
            login.put("authenticator", "snowflake_jwt");
            login.put("disablePlatformDetection", "true");
            var url = out.readLine().substring("jdbc: ".length());
            try (var connection = DriverManager.getConnection(url, login);
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("select answer from t")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(42);
            }
            assertThat(get(address + "/admin/statements")).contains("select answer from t", "SUCCEEDED");
            assertThat(get(address + "/admin/sessions")).contains("\"logins\":1", "\"open\":0");
            assertThat(get(address + "/admin/faults")).contains("QUERY_ERROR");
            assertThat(post(address + "/admin/faults?clear=yes")).isEqualTo("[]");
            var fault = URLEncoder.encode("chunk-cut chunk=3 times=2", StandardCharsets.UTF_8);
            assertThat(post(address + "/admin/faults?add=" + fault)).contains("CHUNK_CUT", "\"chunk\":\"3\"");
            var before = get(address + "/admin/clock");
            assertThat(post(address + "/admin/clock?advance=PT48H")).isGreaterThan(before);
        } finally {
            process.destroy();
        }
        process.waitFor();
    }

    @Test
    void showsTheTablesOfADuckDbFileInUpperCase() throws Exception {
        var file = directory.resolve("rows.duckdb");
        try (var duck = DriverManager.getConnection("jdbc:duckdb:" + file);
                var statement = duck.createStatement()) {
            statement.execute("create table scores as select 7 as customer_id, 0.25 as score, [1, 2] as list,"
                    + " {'a': 1} as struct, timestamptz '2026-01-01 00:00:00+00' as at");
        }
        var options = StandInOptions.defaults()
                .withFile(file)
                .withUser(User.named("tester").withPassword("secret"));
        try (var standIn = StandIn.start(options);
                var client = Client.of(standIn)) {
            assertThat(client.labels("select * from scores"))
                    .containsExactly("CUSTOMER_ID", "SCORE", "LIST", "STRUCT", "AT");
            assertThat(client.row("select customer_id, score, list, struct from demo.public.scores"))
                    .isEqualTo(List.of("7", "0.25", "[1,2]", "{\"a\":1}"));
            assertThat(client.failure("select \"customer_id\" from scores").getErrorCode())
                    .isEqualTo(904);
            assertThat(client.rows("show tables")).hasSize(1);
        }
    }

    @Test
    void readsFilesThatDuckDbReads() throws Exception {
        var csv = Files.writeString(directory.resolve("scores.csv"), "customer_id,score\n1,0.5\n2,0.75\n");
        var options = StandInOptions.defaults()
                .withInit("create table scores as select * from '" + csv + "'")
                .withUser(User.named("tester").withPassword("secret"));
        try (var standIn = StandIn.start(options);
                var client = Client.of(standIn)) {
            assertThat(client.labels("with s as (select * from scores) select * from s"))
                    .containsExactly("CUSTOMER_ID", "SCORE");
            assertThat(client.value("select sum(score) from scores where \"CUSTOMER_ID\" < 3"))
                    .isEqualTo("1.25");
            assertThat(client.connection
                            .getMetaData()
                            .getColumns("DEMO", "PUBLIC", "SCORES", "SCORE")
                            .next())
                    .isTrue();
        }
    }

    private static String get(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private static String post(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private static String send(HttpRequest request) throws Exception {
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
