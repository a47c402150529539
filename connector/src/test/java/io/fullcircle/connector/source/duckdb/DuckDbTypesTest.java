package io.fullcircle.connector.source.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.operator.SqlOperator;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Json;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.sql.Rows;
import io.fullcircle.connector.source.sql.Zones;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbTypesTest {
    private Source source = new DuckDbProvider().create(new Settings(Map.of()));

    @AfterEach
    void close() {
        source.close();
    }

    private Object one(String expression) {
        return Rows.one(source, expression);
    }

    private static Json json(String text) {
        return new Json(text, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BOOLEAN",
                "TINYINT",
                "SMALLINT",
                "INTEGER",
                "BIGINT",
                "UTINYINT",
                "USMALLINT",
                "UINTEGER",
                "UBIGINT",
                "HUGEINT",
                "UHUGEINT",
                "BIGNUM",
                "FLOAT",
                "DOUBLE",
                "DECIMAL(10,2)",
                "VARCHAR",
                "BLOB",
                "DATE",
                "TIME",
                "TIME_NS",
                "TIMESTAMP",
                "TIMESTAMP_S",
                "TIMESTAMP_MS",
                "TIMESTAMP_NS",
                "TIMESTAMPTZ",
                "TIMETZ",
                "INTERVAL",
                "BIT",
                "UUID",
                "JSON",
                "ENUM('a')",
                "INTEGER[]",
                "TIMESTAMP[2]",
                "STRUCT(a TIMESTAMP)",
                "MAP(VARCHAR, TIME)",
                "UNION(a TIMESTAMP, b VARCHAR)",
                "VARIANT",
                "GEOMETRY"
            })
    void readsNullOfEveryType(String type) {
        assertThat(one("null::" + type)).isNull();
    }

    @Test
    void keepsIntegersOfAnySize() {
        assertThat(one("(-128)::tinyint")).isEqualTo(-128L);
        assertThat(one("0::tinyint")).isEqualTo(0L);
        assertThat(one("(-32768)::smallint")).isEqualTo(-32768L);
        assertThat(one("(-2147483648)::integer")).isEqualTo(-2147483648L);
        assertThat(one("9223372036854775807::bigint")).isEqualTo(Long.MAX_VALUE);
        assertThat(one("255::utinyint")).isEqualTo(255L);
        assertThat(one("65535::usmallint")).isEqualTo(65535L);
        assertThat(one("4294967295::uinteger")).isEqualTo(4294967295L);
        assertThat(one("18446744073709551615::ubigint")).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(one("7::ubigint")).isEqualTo(7L);
        assertThat(one("'-170141183460469231731687303715884105728'::hugeint"))
                .isEqualTo(new BigInteger("-170141183460469231731687303715884105728"));
        assertThat(one("(-1)::hugeint")).isEqualTo(-1L);
        assertThat(one("'340282366920938463463374607431768211455'::uhugeint"))
                .isEqualTo(new BigInteger("340282366920938463463374607431768211455"));
        assertThat(one("'1234567890123456789012345678901234567890123'::bignum"))
                .isEqualTo(new BigInteger("1234567890123456789012345678901234567890123"));
    }

    @Test
    void keepsEveryDigitOfADecimal() {
        assertThat(one("1.50::decimal(4,2)")).isEqualTo(new BigDecimal("1.50"));
        assertThat(one("1.5::decimal(9,4)")).isEqualTo(new BigDecimal("1.5000"));
        assertThat(one("123456789012.345::decimal(18,3)")).isEqualTo(new BigDecimal("123456789012.345"));
        assertThat(one("'-12345678901234567890123456789012345.678'::decimal(38,3)"))
                .isEqualTo(new BigDecimal("-12345678901234567890123456789012345.678"));
    }

    @Test
    void passesFloatsOnWithTheirNaNsAndInfinities() {
        assertThat(one("0.1::float")).isEqualTo(0.1f);
        assertThat(one("0::float")).isEqualTo(0f);
        assertThat(one("'nan'::float")).isEqualTo(Float.NaN);
        assertThat(one("0.1::double")).isEqualTo(0.1);
        assertThat(one("'nan'::double")).isEqualTo(Double.NaN);
        assertThat(one("'-inf'::double")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void readsTextsAsDuckDbPrintsThem() {
        assertThat(one("'ä😀'")).isEqualTo("ä😀");
        assertThat(one("false")).isEqualTo(false);
        assertThat(one("'b''c'::enum('a', 'b''c')")).isEqualTo("b'c");
        assertThat(one("'c0b87e2e-5d7a-4b8e-9a2d-0d2f9a1b3c4d'::uuid"))
                .isEqualTo("c0b87e2e-5d7a-4b8e-9a2d-0d2f9a1b3c4d");
        assertThat(one("interval '1 month 2 days 03:00:00'")).isEqualTo("1 month 2 days 03:00:00");
        assertThat(one("'0101'::bit")).isEqualTo("0101");
        assertThat(one("'\\xDE\\xAD'::blob")).isEqualTo("3q0=");
        assertThat(one("'POINT(1 2)'::geometry")).isEqualTo("POINT (1 2)");
    }

    @Test
    void readsTimesInAnyZoneOfTheJvm() {
        Zones.each(zone -> {
            source.close();
            source = new DuckDbProvider().create(new Settings(Map.of()));
            assertThat(one("date '2024-03-10'")).isEqualTo(LocalDate.of(2024, 3, 10));
            assertThat(one("date '0044-03-15 (BC)'")).isEqualTo(LocalDate.of(-43, 3, 15));
            assertThat(one("time '02:30:00.000001'")).isEqualTo(LocalTime.of(2, 30, 0, 1000));
            assertThat(one("'02:30:00.123456789'::time_ns")).isEqualTo(LocalTime.of(2, 30, 0, 123456789));
            assertThat(one("'10:00:00+02'::timetz")).isEqualTo("10:00:00+02");
            LocalDateTime inTheGap = LocalDateTime.of(2024, 3, 10, 2, 30);
            assertThat(one("timestamp '2024-03-10 02:30:00'")).isEqualTo(inTheGap);
            assertThat(one("timestamp '1969-12-31 23:59:59.999999'"))
                    .isEqualTo(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999999000));
            assertThat(one("timestamp '1970-01-01'")).isEqualTo(LocalDateTime.of(1970, 1, 1, 0, 0));
            assertThat(one("timestamp_s '2024-03-10 02:30:00'")).isEqualTo(inTheGap);
            assertThat(one("timestamp_ms '2024-03-10 02:30:00.123'")).isEqualTo(inTheGap.plusNanos(123000000));
            assertThat(one("timestamp_ns '2024-03-10 02:30:00.123456789'")).isEqualTo(inTheGap.plusNanos(123456789));
            assertThat(one("timestamptz '2024-03-10 02:30:00.5+00'"))
                    .isEqualTo(Instant.parse("2024-03-10T02:30:00.500Z"));
            assertThat(one("timestamptz '2024-11-03 06:30:00+00'")).isEqualTo(Instant.parse("2024-11-03T06:30:00Z"));
            assertThat(one("timestamptz '2024-03-10 02:30:00'")).isEqualTo(Instant.parse("2024-03-10T02:30:00Z"));
            assertThat(one("[timestamp '2024-03-10 02:30:00', null]"))
                    .isEqualTo(json("[\"2024-03-10T02:30:00Z\",null]"));
            assertThat(one("{'at': timestamptz '2024-03-10 06:30:00.5+00'}"))
                    .isEqualTo(json("{\"at\":\"2024-03-10T06:30:00.5Z\"}"));
        });
    }

    @Test
    void readsTheInfiniteAsText() {
        for (String type : List.of("date", "timestamp", "timestamptz", "timestamp_s", "timestamp_ms", "timestamp_ns")) {
            assertThat(one("'infinity'::" + type)).as(type).isEqualTo("infinity");
            assertThat(one("'-infinity'::" + type)).as(type).isEqualTo("-infinity");
            assertThat(one("['-infinity'::" + type + "]")).as(type).isEqualTo(json("[\"-infinity\"]"));
        }
        assertThat(one("time '24:00:00'")).isEqualTo("24:00:00");
        assertThat(one("[time '24:00:00']")).isEqualTo(json("[\"24:00:00\"]"));
        assertThat(one("'24:00:00+02'::timetz")).isEqualTo("24:00:00+02");
    }

    @Test
    void passesJsonOnAsItStands() {
        assertThat(one("'{\"b\":  1.50, \"a\": [1e400, 123456789012345678901234567890]}'::json"))
                .isEqualTo(json("{\"b\":  1.50, \"a\": [1e400, 123456789012345678901234567890]}"));
        assertThat(one("'\"NaN, \\\"inf\\\",]\"'::json")).isEqualTo(json("\"NaN, \\\"inf\\\",]\""));
    }

    @Test
    void makesJsonStrictThatDuckDbLetsPass() {
        assertThat(one("'{\"a\": NaN, \"b\": [1, -Infinity, ], }'::json"))
                .isEqualTo(new Json("{\"a\": null, \"b\": [1, null ] }", 2));
        assertThat(one("{'a': 'nan'::double, 'b': 1}::variant")).isEqualTo(new Json("{\"a\":null,\"b\":1}", 1));
    }

    @Test
    void readsNestedColumnsOfAnyDepth() {
        assertThat(one("[]::integer[]")).isEqualTo(json("[]"));
        assertThat(one("[[1, 2], null, [3]]")).isEqualTo(json("[[1,2],null,[3]]"));
        assertThat(one("[0.25::double, 'nan', 'inf']::double[3]")).isEqualTo(new Json("[0.25,null,null]", 2));
        assertThat(one("{'a': 1, 'b \"x': [{'c': 'd\"'}], 'e': null}"))
                .isEqualTo(json("{\"a\":1,\"b \\\"x\":[{\"c\":\"d\\\"\"}],\"e\":null}"));
        assertThat(one("map {'a': [1.50], 'b': null}")).isEqualTo(json("{\"a\":[1.50],\"b\":null}"));
        assertThat(one("map {1: true}")).isEqualTo(json("{\"1\":true}"));
        assertThat(one("map {timestamp '2024-03-10 02:30:00': time '24:00:00'}"))
                .isEqualTo(json("{\"2024-03-10T02:30:00Z\":\"24:00:00\"}"));
        assertThat(one("map {[1]: {'k': 1}}")).isEqualTo(json("{\"[1]\":{\"k\":1}}"));
        assertThat(one("['\\xDE\\xAD'::blob]")).isEqualTo(json("[\"3q0=\"]"));
        assertThat(one("[18446744073709551615::ubigint]")).isEqualTo(json("[18446744073709551615]"));
        assertThat(one("['123456789012345678901'::bignum]")).isEqualTo(json("[123456789012345678901]"));
        assertThat(one("['a'::enum('a', 'b'')')]")).isEqualTo(json("[\"a\"]"));
        assertThat(one("[interval 1 month]")).isEqualTo(json("[\"1 month\"]"));
        assertThat(one("{'j': '{\"a\": NaN}'::json}")).isEqualTo(new Json("{\"j\":{\"a\": null}}", 1));
        assertThat(one("{'time': 1, 'select': time '10:00:00', 'a \"b\"': [timetz '10:00:00+02']}"))
                .isEqualTo(json("{\"time\":1,\"select\":\"10:00:00\",\"a \\\"b\\\"\":[\"10:00:00+02\"]}"));
        assertThat(one("row(1, 'a')")).isEqualTo(json("[1,\"a\"]"));
        assertThat(one("[1::variant, {'at': timestamp '2024-03-10 02:30:00'}::variant]"))
                .isEqualTo(json("[1,{\"at\":\"2024-03-10 02:30:00\"}]"));
    }

    @Test
    void readsTheMemberOfAUnionThatIsSet() {
        assertThat(one("union_value(n := 2)")).isEqualTo(2L);
        assertThat(one("2.5::double::union(s varchar, d double)")).isEqualTo(2.5);
        assertThat(one("timestamp '2024-03-10 02:30:00'::union(ts timestamp, v varchar)"))
                .isEqualTo("2024-03-10 02:30:00");
        assertThat(one("union_value(s := {'a': {'j': '[1,]'::json}})")).isEqualTo(json("{\"a\":{\"j\":[1]}}"));
        assertThat(one("[union_value(n := 2)]")).isEqualTo(json("[2]"));
    }

    @Test
    void showsTheDatabasesTypesWhateverItReadsThemAs() {
        assertThat(source.describe(
                        Rows.query("select 1::decimal(38,3) as d, [timestamp '2024-01-01'] as l, now() as t")))
                .containsExactly(
                        new Column("d", "DECIMAL(38,3)"),
                        new Column("l", "TIMESTAMP[]"),
                        new Column("t", "TIMESTAMP WITH TIME ZONE"));
    }

    @Test
    void ordersByTheColumnNotByTheTextItIsReadAs() {
        Query query = new Query(
                List.of(
                        new SqlOperator(
                                "q",
                                "select unnest(['2024-01-01', '0044-03-15 (BC)', 'infinity', '-infinity'])::timestamp_s as at")),
                "q",
                List.of("at"));

        assertThat(Rows.all(source, query))
                .extracting(row -> row.get(0))
                .containsExactly(
                        "-infinity", "0044-03-15 (BC) 00:00:00", LocalDateTime.of(2024, 1, 1, 0, 0), "infinity");
    }
}
