package io.fullcircle.connector.source.snowflake.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypesTest {
    private static final String FORMAT = "JDBC_QUERY_RESULT_FORMAT";
    private static final Calendar UTC = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
    private static StandIn standIn;

    @BeforeAll
    static void start() {
        var options = StandInOptions.defaults()
                .withUser(User.named("tester").withPassword("secret"))
                .withSizes(new StandInOptions.Sizes(1, 2, true))
                .withInit("""
                        create table every_type (
                            id integer primary key,
                            n38 number(38,0), n38_10 number(38,10), n5_2 number(5,2), f float, b boolean,
                            s varchar(100) not null, bin binary, d date, t time,
                            ntz timestamp_ntz, ntz6 timestamp_ntz(6), ltz timestamp_ltz, ltz9 timestamp_ltz(9),
                            tz timestamp_tz, v variant, o object, a array);
                        insert into every_type select 1,
                            12345678901234567890123456789012345678, 1234567890123456789012345678.0123456789, -123.45,
                            'nan'::float, true, 'Zoë''s "x" \\\\ \\n', 'CAFE'::binary, '1969-12-31', '23:59:59.123456789',
                            '2026-03-29 02:30:00.123456789', '9999-12-31 00:00:00', '2026-01-01 00:00:00.123456 +00:00',
                            '2026-01-01 00:00:00.123456789 +00:00', '2026-01-01 00:00:00.123456789 -05:30',
                            parse_json('{"a": [1, null, "x"]}'), object_construct('k', 1), array_construct(1, 'two');
                        insert into every_type select 2, -1, -0.0000000001, 0, 'inf'::float, false, '', ''::binary,
                            '2026-02-28', '00:00:00', '1960-01-01 00:00:00.000000001', '1960-01-01 00:00:00.5',
                            '1960-01-01 00:00:00.5 +00:00', '1960-01-01 00:00:00.000000001 Z',
                            '1960-01-01 00:00:00.000000001 +14:00', parse_json('null'), parse_json('{}')::object,
                            parse_json('[]')::array;
                        insert into every_type (id, s) values (3, 'nothing else')""");
        standIn = StandIn.start(options);
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARROW", "JSON"})
    void keepsEveryDigitOfANumber(String format) throws Exception {
        try (var client = Client.of(standIn, FORMAT, format);
                var row = first(client)) {
            assertThat(row.getBigDecimal("N38")).isEqualTo(new BigDecimal("12345678901234567890123456789012345678"));
            assertThat(row.getBigDecimal("N38_10"))
                    .isEqualTo(new BigDecimal("1234567890123456789012345678.0123456789"));
            assertThat(row.getBigDecimal("N5_2")).isEqualTo(new BigDecimal("-123.45"));
            assertThat(row.getDouble("F")).isNaN();
            row.next();
            assertThat(row.getBigDecimal("N38")).isEqualTo("-1");
            assertThat(row.getBigDecimal("N38_10").toPlainString()).isEqualTo("-0.0000000001");
            assertThat(row.getDouble("F")).isInfinite();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARROW", "JSON"})
    void keepsNanosecondsAndInstants(String format) throws Exception {
        try (var client = Client.of(standIn, FORMAT, format, "TIMEZONE", "America/New_York");
                var row = first(client)) {
            assertThat(instant(row, "NTZ")).isEqualTo("2026-03-29T02:30:00.123456789Z");
            assertThat(instant(row, "NTZ6")).isEqualTo("9999-12-31T00:00:00Z");
            assertThat(instant(row, "LTZ")).isEqualTo("2026-01-01T00:00:00.123456Z");
            assertThat(instant(row, "LTZ9")).isEqualTo("2026-01-01T00:00:00.123456789Z");
            assertThat(instant(row, "TZ")).isEqualTo("2026-01-01T05:30:00.123456789Z");
            assertThat(row.getString("TZ")).isEqualTo("2026-01-01 00:00:00.123 -0530");
            assertThat(row.getDate("D")).hasToString("1969-12-31");
            assertThat(row.getString("T")).isEqualTo("23:59:59");
            row.next();
            assertThat(instant(row, "NTZ")).isEqualTo("1960-01-01T00:00:00.000000001Z");
            assertThat(instant(row, "NTZ6")).isEqualTo("1960-01-01T00:00:00.500Z");
            assertThat(instant(row, "LTZ")).isEqualTo("1960-01-01T00:00:00.500Z");
            assertThat(instant(row, "LTZ9")).isEqualTo("1960-01-01T00:00:00.000000001Z");
            assertThat(instant(row, "TZ")).isEqualTo("1959-12-31T10:00:00.000000001Z");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARROW", "JSON"})
    void keepsTextsBytesAndVariants(String format) throws Exception {
        try (var client = Client.of(standIn, FORMAT, format);
                var row = first(client)) {
            assertThat(row.getString("S")).isEqualTo("Zoë's \"x\" \\ \n");
            assertThat(row.getBytes("BIN")).containsExactly(0xCA, 0xFE);
            assertThat(row.getBoolean("B")).isTrue();
            assertThat(row.getString("V")).isEqualTo("{\"a\": [1, null, \"x\"]}");
            assertThat(row.getString("O")).isEqualTo("{\"k\":1}");
            assertThat(row.getString("A")).isEqualTo("[1,\"two\"]");
            row.next();
            assertThat(row.getBytes("BIN")).isEmpty();
            assertThat(row.getString("V")).isEqualTo("null");
            row.next();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                boolean isGiven = List.of("ID", "S").contains(row.getMetaData().getColumnLabel(i));
                assertThat(row.getObject(i) == null).isEqualTo(!isGiven);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARROW", "JSON"})
    void tellsEachColumnsOwnType(String format) throws Exception {
        try (var client = Client.of(standIn, FORMAT, format);
                var row = first(client)) {
            var metadata = row.getMetaData();
            var types = new StringBuilder();
            for (int i = 1; i <= metadata.getColumnCount(); i++) {
                types.append(metadata.getColumnLabel(i))
                        .append(' ')
                        .append(metadata.getColumnTypeName(i))
                        .append('(')
                        .append(metadata.getPrecision(i))
                        .append(',')
                        .append(metadata.getScale(i))
                        .append(") ");
            }
            assertThat(types.toString())
                    .startsWith("ID NUMBER(38,0) N38 NUMBER(38,0) N38_10 NUMBER(38,10) N5_2 NUMBER(5,2) F DOUBLE(")
                    .contains(" B BOOLEAN(", " S VARCHAR(", " BIN BINARY(", " D DATE(", " T TIME(")
                    .contains(" NTZ TIMESTAMPNTZ(", " LTZ TIMESTAMPLTZ(", " TZ TIMESTAMPTZ(")
                    .contains(" V VARIANT(", " O OBJECT(", " A ARRAY(");
        }
    }

    @Test
    void carriesTypesThroughQueriesAndCasts() throws Exception {
        try (var client = Client.of(standIn);
                var row = client.query("""
                        with renamed as (select tz as when_, o as doc, a, v from every_type where id = 1),
                             twice as (select * from renamed union all select * from renamed)
                        select max(when_) as m, min(doc) as doc, any_value(a) as a,
                            '2026-01-01 00:00:00 +09:00'::timestamp_tz as t,
                            cast('2026-01-01' as timestamp_ltz) as l, parse_json('{"x":{"y":"z"}}') as j,
                            max(v:a[2]::string) as path, max(v:a[0]::number) as n, to_timestamp_tz('2026-01-01 00:00:00Z') as z
                        from twice""")) {
            row.next();
            var metadata = row.getMetaData();
            assertThat(metadata.getColumnTypeName(1)).isEqualTo("TIMESTAMPTZ");
            assertThat(metadata.getColumnTypeName(2)).isEqualTo("OBJECT");
            assertThat(metadata.getColumnTypeName(3)).isEqualTo("ARRAY");
            assertThat(row.getString("T")).isEqualTo("2026-01-01 00:00:00.000 +0900");
            assertThat(metadata.getColumnTypeName(5)).isEqualTo("TIMESTAMPLTZ");
            assertThat(row.getTimestamp("L").toInstant()).isEqualTo("2026-01-01T08:00:00Z");
            assertThat(metadata.getColumnTypeName(6)).isEqualTo("VARIANT");
            assertThat(row.getString("PATH")).isEqualTo("x");
            assertThat(row.getLong("N")).isEqualTo(1);
            assertThat(row.getTimestamp("Z").toInstant()).isEqualTo("2026-01-01T00:00:00Z");
        }
    }

    @Test
    void convertsTheThreeKindsOfTimestampInTheSessionsTimeZone() throws Exception {
        var casts = "select tz::timestamp_ntz as n, tz::timestamp_ltz as l from every_type where id = 1";
        var watermark = "select count(*) from every_type where id = 1 and ntz6 > ? and ntz < ?";
        var now = Timestamp.from(Instant.parse("2026-03-29T02:30:00.5Z"));
        for (var zone : List.of("UTC", "America/Los_Angeles")) {
            try (var client = Client.of(standIn, "TIMEZONE", zone);
                    var bound = client.connection.prepareStatement(watermark)) {
                try (var row = client.query(casts)) {
                    row.next();
                    assertThat(instant(row, "N")).isEqualTo("2026-01-01T00:00:00.123456789Z");
                    assertThat(instant(row, "L")).isEqualTo("2026-01-01T05:30:00.123456Z");
                }
                // The driver binds TIMESTAMP_LTZ unless told otherwise; compared with NTZ it means a wall clock.
                bound.setTimestamp(1, now);
                bound.setTimestamp(2, now);
                try (var row = bound.executeQuery()) {
                    row.next();
                    assertThat(row.getInt(1)).isEqualTo(zone.equals("UTC") ? 1 : 0);
                }
            }
        }
    }

    @Test
    void comparesTheEndOfTime() throws Exception {
        try (var client = Client.of(standIn)) {
            assertThat(client.value("select count(*) from every_type where ntz6 < '2026-01-01'::timestamp_ntz"))
                    .isEqualTo("1");
            assertThat(client.value("select count(*) from every_type where ntz6 > current_timestamp()"))
                    .isEqualTo("1");
        }
    }

    @Test
    void narrowsNumbersChunkByChunk() throws Exception {
        var numbers = "select column1 as n, column2 as d from values (1, 1.5), (300, 2.5), (70000, 3.5),"
                + " (5000000000, 4.5), (12345678901234567890123, 9.5), (null, null) order by n";
        try (var client = Client.of(standIn)) {
            assertThat(client.rows(numbers))
                    .extracting(row -> row.get(0) + "/" + row.get(1))
                    .containsExactly(
                            "1/1.5",
                            "300/2.5",
                            "70000/3.5",
                            "5000000000/4.5",
                            "12345678901234567890123/9.5",
                            "null/null");
        }
    }

    private static ResultSet first(Client client) throws Exception {
        var rows = client.query("select * from every_type order by id");
        assertThat(rows.next()).isTrue();
        return rows;
    }

    private static Instant instant(ResultSet row, String column) throws Exception {
        return row.getTimestamp(column, UTC).toInstant();
    }
}
