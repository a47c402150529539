package io.fullcircle.connector.source.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Json;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.snowflake.standin.StandInOptions;
import io.fullcircle.connector.source.sql.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type arrives exactly, wherever the JVM and the session believe to be. */
class SnowflakeTypesTest {
    private static final TimeZone HERE = TimeZone.getDefault();
    private static SnowflakeFixture snowflake;

    @BeforeAll
    static void start() {
        // The first row travels in the answer, the others in chunks of two.
        snowflake = new SnowflakeFixture(StandInOptions.defaults().withSizes(new StandInOptions.Sizes(1, 2, true)));
        snowflake.execute("""
                create table every_type (
                    id integer, n38 number(38,0), n38_10 number(38,10), n5_2 number(5,2), n18 number(18,0), f float,
                    b boolean, s varchar(100), bin binary, d date, t time, ntz timestamp_ntz, ltz timestamp_ltz(9),
                    tz timestamp_tz, v variant, o object, a array);
                insert into every_type select 1,
                    12345678901234567890123456789012345678, 1234567890123456789012345678.0123456789, -123.45,
                    999999999999999999, 'nan'::float, true, 'Zoë''s "x"', 'CAFE'::binary, '1969-12-31',
                    '23:59:59.123456789', '2026-03-29 02:30:00.123456789', '2026-01-01 00:00:00.123456789 +00:00',
                    '2026-01-01 00:00:00.123456789 -05:30', parse_json('{"a": [1, null, "x"]}'),
                    object_construct('k', 1), array_construct(1, 'two');
                insert into every_type select 2, -1, -0.0000000001, 0, 0, 'inf'::float, false, '', ''::binary,
                    '2026-03-08', '00:00:00', '1960-01-01 00:00:00.000000001', '1960-01-01 00:00:00.5 +00:00',
                    '1960-01-01 00:00:00.000000001 +14:00', parse_json('null'), parse_json('{}')::object,
                    parse_json('[]')::array;
                insert into every_type select 3, 0, 0, 0, 0, 0, false, 'x', null, '9999-12-31', '12:00:00',
                    '2261-12-31 23:59:59.999999999', '2026-07-01 12:00:00 +00:00', '2026-07-01 12:00:00 +00:00', null,
                    null, null;
                insert into every_type (id) values (4)""");
    }

    @AfterAll
    static void stop() {
        snowflake.close();
    }

    @AfterEach
    void comeHome() {
        TimeZone.setDefault(HERE);
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, UTC",
        "UTC, America/Los_Angeles",
        "America/New_York, UTC",
        "America/New_York, Asia/Tokyo",
        "Asia/Tokyo, UTC",
        "Asia/Tokyo, America/New_York"
    })
    void readsEveryTypeExactlyInAnyZone(String jvm, String session) {
        TimeZone.setDefault(TimeZone.getTimeZone(jvm));
        Map<String, Object> settings = new HashMap<>(snowflake.settings());
        settings.put("session", Map.of("TIMEZONE", session));

        try (Source source = SnowflakeProvider.source(new Settings(settings), Map.of())) {
            checkEveryType(source);
        }
    }

    private static void checkEveryType(Source source) {
        List<List<Object>> rows = Rows.all(source, "select * from every_type order by id");
        assertThat(rows.get(0))
                .containsExactly(
                        1L,
                        new BigInteger("12345678901234567890123456789012345678"),
                        new BigDecimal("1234567890123456789012345678.0123456789"),
                        new BigDecimal("-123.45"),
                        999999999999999999L,
                        Double.NaN,
                        true,
                        "Zoë's \"x\"",
                        "yv4=",
                        LocalDate.of(1969, 12, 31),
                        LocalTime.of(23, 59, 59, 123456789),
                        LocalDateTime.of(2026, 3, 29, 2, 30, 0, 123456789),
                        Instant.parse("2026-01-01T00:00:00.123456789Z"),
                        OffsetDateTime.parse("2026-01-01T00:00:00.123456789-05:30"),
                        new Json("{\"a\": [1, null, \"x\"]}", 0),
                        new Json("{\"k\":1}", 0),
                        new Json("[1,\"two\"]", 0));
        assertThat(rows.get(1))
                .containsExactly(
                        2L,
                        -1L,
                        new BigDecimal("-0.0000000001"),
                        new BigDecimal("0.00"),
                        0L,
                        Double.POSITIVE_INFINITY,
                        false,
                        "",
                        "",
                        LocalDate.of(2026, 3, 8),
                        LocalTime.MIDNIGHT,
                        LocalDateTime.of(1960, 1, 1, 0, 0, 0, 1),
                        Instant.parse("1960-01-01T00:00:00.500Z"),
                        OffsetDateTime.parse("1960-01-01T00:00:00.000000001+14:00"),
                        new Json("null", 0),
                        new Json("{}", 0),
                        new Json("[]", 0));
        assertThat(rows.get(2).subList(9, 14))
                .containsExactly(
                        LocalDate.of(9999, 12, 31),
                        LocalTime.NOON,
                        LocalDateTime.of(2261, 12, 31, 23, 59, 59, 999999999),
                        Instant.parse("2026-07-01T12:00:00Z"),
                        OffsetDateTime.parse("2026-07-01T12:00:00Z"));
        assertThat(rows.get(3).get(0)).isEqualTo(4L);
        assertThat(rows.get(3).subList(1, 17)).containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York"})
    void keepsWhatIsFarFromToday(String jvm) {
        TimeZone.setDefault(TimeZone.getTimeZone(jvm));
        try (Source source = SnowflakeProvider.source(new Settings(snowflake.settings()), Map.of())) {
            assertThat(Rows.all(
                            source,
                            "select '1582-10-04'::date as d, '0001-01-01'::date as e,"
                                    + " '1500-03-01 01:02:03.000004'::timestamp_ntz(6) as n,"
                                    + " '1500-02-28 01:02:03.000004'::timestamp_ntz(6) as o,"
                                    + " '0900-12-31 23:00:00'::timestamp_ntz(6) as p,"
                                    + " '9999-12-31 23:59:59.999999'::timestamp_ntz(6) as m"))
                    .containsExactly(List.of(
                            LocalDate.of(1582, 10, 4),
                            LocalDate.of(1, 1, 1),
                            LocalDateTime.of(1500, 3, 1, 1, 2, 3, 4000),
                            LocalDateTime.of(1500, 2, 28, 1, 2, 3, 4000),
                            LocalDateTime.of(900, 12, 31, 23, 0),
                            LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999999000)));
        }
    }

    @Test
    void namesTypesAsSnowflakesSqlHasThem() {
        try (Source source = snowflake.source()) {
            assertThat(source.describe(Rows.query("select * from every_type")))
                    .extracting(Column::type)
                    .contains("NUMBER(38,0)", "NUMBER(38,10)", "FLOAT", "BOOLEAN", "VARCHAR", "BINARY", "DATE", "TIME")
                    .contains("TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ", "VARIANT", "OBJECT", "ARRAY");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARROW", "JSON"})
    void readsEveryTypeOverAConnectionOfTheCallers(String format) throws Exception {
        var properties = snowflake.server.properties("reader");
        properties.put("password", SnowflakeFixture.PASSWORD);
        properties.put("JDBC_QUERY_RESULT_FORMAT", format);
        try (Connection connection = DriverManager.getConnection(snowflake.server.jdbcUrl(), properties)) {
            Source source = new SnowflakeProvider().over(connection).orElseThrow();

            checkEveryType(source);

            source.close();
            assertThat(connection.isClosed()).isFalse();
        }
    }
}
