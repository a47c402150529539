package io.fullcircle.connector.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.source.Json;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.sql.Rows;
import io.fullcircle.connector.source.sql.Zones;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On H2, whose driver keeps to JDBC. */
class JdbcTypesTest {
    private H2Fixture database;
    private Source source;

    @BeforeEach
    void open() throws SQLException {
        database = new H2Fixture();
        source = database.source();
    }

    @AfterEach
    void close() throws SQLException {
        source.close();
        database.close();
    }

    private Object one(String expression) {
        return Rows.one(source, expression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boolean",
                "tinyint",
                "smallint",
                "integer",
                "bigint",
                "decimal(10,2)",
                "decfloat(20)",
                "real",
                "double precision",
                "char(3)",
                "varchar",
                "clob",
                "binary(2)",
                "varbinary",
                "blob",
                "date",
                "time",
                "time with time zone",
                "timestamp",
                "timestamp with time zone",
                "json",
                "uuid",
                "integer array",
                "row(a integer)",
                "interval day",
                "enum('a')",
                "geometry"
            })
    void readsNullOfEveryType(String type) {
        assertThat(one("cast(null as " + type + ")")).isNull();
    }

    @Test
    void keepsNumbersWithAllTheirDigits() {
        assertThat(one("cast(-128 as tinyint)")).isEqualTo(-128L);
        assertThat(one("cast(0 as integer)")).isEqualTo(0L);
        assertThat(one("cast(9223372036854775807 as bigint)")).isEqualTo(Long.MAX_VALUE);
        assertThat(one("cast(1.5 as decimal(40,4))")).isEqualTo(new BigDecimal("1.5000"));
        assertThat(one("cast(0.1 as real)")).isEqualTo(0.1f);
        assertThat(one("cast(0.1 as double precision)")).isEqualTo(0.1);
        assertThat(one("cast('NaN' as double precision)")).isEqualTo(Double.NaN);
    }

    @Test
    void readsTextsAndBytes() {
        assertThat(one("true")).isEqualTo(true);
        assertThat(one("cast('ab' as char(4))")).isEqualTo("ab  ");
        assertThat(one("cast('long' as clob)")).isEqualTo("long");
        assertThat(one("x'dead'")).isEqualTo("3q0=");
        assertThat(one("cast(x'dead' as blob)")).isEqualTo("3q0=");
        assertThat(one("cast('c0b87e2e-5d7a-4b8e-9a2d-0d2f9a1b3c4d' as uuid)"))
                .isEqualTo("c0b87e2e-5d7a-4b8e-9a2d-0d2f9a1b3c4d");
        assertThat(one("cast('b' as enum('a', 'b'))")).isEqualTo("b");
        assertThat(one("json '{\"a\": [1, null]}'")).isEqualTo(new Json("{\"a\":[1,null]}", 0));
    }

    @Test
    void readsNestedValues() {
        assertThat(one("array[1, null, 3]")).isEqualTo(new Json("[1,null,3]", 0));
        assertThat(one("array[array['a'], array['b\"']]")).isEqualTo(new Json("[[\"a\"],[\"b\\\"\"]]", 0));
        assertThat(one("array[cast('NaN' as double precision), cast(0.5 as double precision)]"))
                .isEqualTo(new Json("[null,0.5]", 1));
    }

    @Test
    void readsTimesInAnyZoneOfTheJvm() {
        Zones.each(zone -> {
            source.close();
            source = database.source();
            assertThat(one("date '2024-03-10'")).isEqualTo(LocalDate.of(2024, 3, 10));
            assertThat(one("time '02:30:00.123456789'")).isEqualTo(LocalTime.of(2, 30, 0, 123456789));
            assertThat(one("time with time zone '10:00:00+02'")).isEqualTo("10:00:00+02:00");
            assertThat(one("timestamp '2024-03-10 02:30:00.123456789'"))
                    .isEqualTo(LocalDateTime.of(2024, 3, 10, 2, 30, 0, 123456789));
            assertThat(one("timestamp with time zone '2024-03-10 02:30:00+05:30'"))
                    .isEqualTo(OffsetDateTime.parse("2024-03-10T02:30:00+05:30"));
        });
    }
}
