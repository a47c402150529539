package io.fullcircle.connector.source.snowflake.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import net.snowflake.client.api.statement.SnowflakeStatement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementsTest {
    private static StandIn standIn;

    @BeforeAll
    static void start() {
        standIn = StandIn.start(StandInOptions.defaults()
                .withUser(User.named("tester").withPassword("secret"))
                .withPoll(Duration.ofMillis(100))
                .withInit(
                        "create table t (id number(38,0), ts timestamp_ntz, tz timestamp_tz, bin binary, s varchar)"));
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @AfterEach
    void clear() {
        standIn.faults().clear();
    }

    @Test
    void bindsEveryKindOfValue() throws Exception {
        var instant = Instant.parse("2026-01-01T10:00:00.123456789Z");
        try (var client = Client.of(standIn, "TIMEZONE", "UTC", "CLIENT_TIMESTAMP_TYPE_MAPPING", "TIMESTAMP_NTZ");
                var select = client.connection.prepareStatement(
                        "select ? as n, ? as d, ? as s, ? as b, ?::timestamp_ntz as ts, ? as nothing, ?::date as day")) {
            select.setLong(1, 5);
            select.setBigDecimal(2, new BigDecimal("12345678901234567890.5"));
            select.setString(3, "it's");
            select.setBoolean(4, true);
            select.setTimestamp(5, Timestamp.from(instant));
            select.setString(6, null);
            select.setString(7, "2026-02-03");
            try (var row = select.executeQuery()) {
                row.next();
                assertThat(row.getLong(1)).isEqualTo(5);
                assertThat(row.getBigDecimal(2)).isEqualTo("12345678901234567890.5");
                assertThat(row.getString(3)).isEqualTo("it's");
                assertThat(row.getBoolean(4)).isTrue();
                assertThat(row.getTimestamp(5).toInstant()).isEqualTo(instant);
                assertThat(row.getString(6)).isNull();
                assertThat(row.getDate(7)).hasToString("2026-02-03");
            }
        }
    }

    @Test
    void insertsABatchOfBinds() throws Exception {
        try (var client = Client.of(standIn);
                var insert = client.connection.prepareStatement("insert into t (id, tz, bin, s) values (?, ?, ?, ?)")) {
            for (int i = 0; i < 3; i++) {
                insert.setInt(1, 1000 + i);
                insert.setString(2, "2026-01-01 00:00:00 +02:00");
                insert.setBytes(3, new byte[] {1, (byte) i});
                insert.setString(4, "batch");
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(3);
            assertThat(client.value("select count(*) from t where s = 'batch'")).isEqualTo("3");
            try (var update = client.connection.createStatement()) {
                assertThat(update.executeUpdate("update t set s = 'changed' where id > 1000 and s = 'batch'"))
                        .isEqualTo(2);
                assertThat(update.executeUpdate("delete from t where id >= 1000"))
                        .isEqualTo(3);
            }
        }
    }

    @Test
    void describesWithoutRunning() throws Exception {
        var sql = "select id as described_only from t where id = ?";
        try (var client = Client.of(standIn);
                var prepared = client.connection.prepareStatement(sql)) {
            assertThat(prepared.getMetaData().getColumnLabel(1)).isEqualTo("DESCRIBED_ONLY");
            assertThat(prepared.getParameterMetaData().getParameterCount()).isEqualTo(1);
        }
        assertThat(standIn.statements().executed("described_only")).isEmpty();
        assertThat(standIn.statements().all())
                .anyMatch(one -> one.described() && one.text().equals(sql));
    }

    @Test
    void keepsTheTagOfConnectionSessionAndStatement() throws Exception {
        try (var client = Client.of(standIn, "QUERY_TAG", "connection")) {
            client.value("select 'tag 1'");
            client.run("alter session set query_tag = 'session'");
            client.value("select 'tag 2'");
            try (var statement = client.connection.createStatement()) {
                statement.unwrap(SnowflakeStatement.class).setParameter("QUERY_TAG", "statement");
                statement.executeQuery("select 'tag 3'");
            }
            client.run("alter session unset query_tag");
            client.value("select 'tag 4'");
        }
        assertThat(standIn.statements().executed("select 'tag"))
                .extracting(LoggedStatement::tag)
                .containsExactly("connection", "session", "statement", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "selec 1 | 1003 | 42000 | syntax error",
                "select * from missing | 2003 | 42S02 | Object 'MISSING' does not exist",
                "select * from nowhere.public.t | 2003 | 42S02 | does not exist",
                "with \"forecast\" as (select 1 as a) select a from forecast | 2003 | 42S02 | Object 'FORECAST'",
                "select missing from t | 904 | 42000 | invalid identifier 'MISSING'",
                "with x as (select 1 as \"a\") select a from x | 904 | 42000 | invalid identifier 'A'",
                "select missing(1) | 2140 | 42601 | Unknown function MISSING",
                "select 1; select 2 | 8 | 0A000 | Actual statement count 2",
                "select 'x'::number | 100038 | 22018 | Numeric value 'x' is not recognized",
                "create table t (id int) | 2002 | 42710 | Object 'T' already exists",
            })
    void failsWithSnowflakesCodes(String sql, int code, String state, String words) throws Exception {
        try (var client = Client.of(standIn)) {
            var failure = client.failure(sql);
            assertThat(failure.getErrorCode()).isEqualTo(code);
            assertThat(failure.getSQLState()).isEqualTo(state);
            assertThat(failure.getMessage()).contains(words);
        }
    }

    @Test
    void scansAResultForADayOfTheMovedClock() throws Exception {
        try (var client = Client.of(standIn);
                var result =
                        client.query("select column1 as id, column2 as \"Mixed\" from values (1, 'a'), (2, 'b')")) {
            var queryId = client.queryId(result);
            assertThat(client.rows("select * from table(result_scan('" + queryId + "'))"))
                    .hasSize(2);
            assertThat(client.labels("select * from table(result_scan('" + queryId + "'))"))
                    .containsExactly("ID", "Mixed");
            assertThat(client.value("select count(*) from table(result_scan('" + queryId + "'))"))
                    .isEqualTo("2");
            standIn.clock().advance(Duration.ofHours(23));
            try (var later = Client.of(standIn)) {
                assertThat(later.value("select max(id) from table(result_scan('" + queryId + "'))"))
                        .isEqualTo("2");
            }
            standIn.clock().advance(Duration.ofHours(2));
            try (var tooLate = Client.of(standIn)) {
                var failure = tooLate.failure("select * from table(result_scan('" + queryId + "'))");
                assertThat(failure.getErrorCode()).isEqualTo(709);
            }
        }
    }
}
