package io.fullcircle.connector.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Json;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.sql.Rows;
import io.fullcircle.connector.source.sql.Zones;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresTypesTest {
    private PostgresFixture database;
    private Source source;

    @BeforeAll
    void createTypes() throws Exception {
        database = new PostgresFixture();
        database.execute(
                "create extension hstore",
                "create schema lab",
                "create type lab.mood as enum ('sad', 'all right')",
                "create domain positive as integer check (value > 0)",
                "create type inner_part as (x integer, at timestamptz)",
                "create type \"Odd type\" as (\"a b\" text, part inner_part, parts inner_part[], amount numeric, p positive)",
                "create table counted (id serial primary key, big bigserial, letters char(5) default 'ab')",
                "insert into counted default values",
                "create table \"order\" (n integer)",
                "create materialized view kept as select 1 as n",
                "create table split (d date) partition by range (d)",
                "create table split_2026 partition of split for values from ('2026-01-01') to ('2027-01-01')");
        source = database.source();
    }

    @AfterAll
    void close() {
        source.close();
        database.close();
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
                "int2",
                "int4",
                "int8",
                "oid",
                "numeric",
                "float4",
                "float8",
                "bool",
                "text",
                "varchar",
                "char(3)",
                "bytea",
                "date",
                "time",
                "timetz",
                "timestamp",
                "timestamptz",
                "interval",
                "uuid",
                "json",
                "jsonb",
                "xml",
                "money",
                "inet",
                "bit(3)",
                "int4range",
                "int[]",
                "hstore",
                "inner_part",
                "\"Odd type\"",
                "lab.mood",
                "positive"
            })
    void readsNullOfEveryType(String type) {
        assertThat(one("null::" + type)).isNull();
    }

    @Test
    void keepsNumbersWithAllTheirDigits() {
        assertThat(one("(-32768)::int2")).isEqualTo(-32768L);
        assertThat(one("0")).isEqualTo(0L);
        assertThat(one("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(one("4294967295::oid")).isEqualTo(4294967295L);
        assertThat(one("1.50::numeric(10,2)")).isEqualTo(new BigDecimal("1.50"));
        assertThat(one("12345678901234567890123456789012345678901234567890.123456789"))
                .isEqualTo(new BigDecimal("12345678901234567890123456789012345678901234567890.123456789"));
        assertThat(one("'NaN'::numeric")).isEqualTo(Double.NaN);
        assertThat(one("'-Infinity'::numeric")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(one("0.1::float4")).isEqualTo(0.1f);
        assertThat(one("0.1::float8")).isEqualTo(0.1);
        assertThat(one("'NaN'::float4")).isEqualTo(Float.NaN);
        assertThat(one("'Infinity'::float8")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(one("3::positive")).isEqualTo(3L);
    }

    @Test
    void readsTextsAsPostgresPrintsThem() {
        assertThat(one("true")).isEqualTo(true);
        assertThat(one("'ä😀'::text")).isEqualTo("ä😀");
        assertThat(one("'ab'::char(5)")).isEqualTo("ab   ");
        assertThat(one("'\\xdead'::bytea")).isEqualTo("3q0=");
        assertThat(one("'c0b87e2e-5d7a-4b8e-9a2d-0d2f9a1b3c4d'::uuid"))
                .isEqualTo("c0b87e2e-5d7a-4b8e-9a2d-0d2f9a1b3c4d");
        assertThat(one("'all right'::lab.mood")).isEqualTo("all right");
        assertThat(one("interval '1 month 2 days 03:00'")).isEqualTo("1 mon 2 days 03:00:00");
        assertThat(one("'0101'::bit(4)")).isEqualTo("0101");
        assertThat(one("'1'::bit(1)")).isEqualTo("1");
        assertThat(one("'01'::bit varying")).isEqualTo("01");
        assertThat(one("'192.168.0.1/24'::inet")).isEqualTo("192.168.0.1/24");
        assertThat(one("1234.5::money")).isEqualTo("$1,234.50");
        assertThat(one("'<a/>'::xml")).isEqualTo("<a/>");
        assertThat(one("int4range(1, 5)")).isEqualTo("[1,5)");
        assertThat(one("point(1, 2)")).isEqualTo("(1,2)");
        assertThat(one("'a b'::tsvector")).isEqualTo("'a' 'b'");
        assertThat(one("'1 2'::int2vector")).isEqualTo("1 2");
        assertThat(one("row(1, 'a')")).isEqualTo("(1,a)");
    }

    @Test
    void readsTimesInAnyZoneOfTheJvm() {
        Zones.each(zone -> {
            source.close();
            source = database.source();
            assertThat(one("date '2024-03-10'")).isEqualTo(LocalDate.of(2024, 3, 10));
            assertThat(one("date '0044-03-15 BC'")).isEqualTo(LocalDate.of(-43, 3, 15));
            assertThat(one("time '02:30:00.000001'")).isEqualTo(LocalTime.of(2, 30, 0, 1000));
            assertThat(one("'10:00:00+02'::timetz")).isEqualTo("10:00:00+02");
            LocalDateTime inTheGap = LocalDateTime.of(2024, 3, 10, 2, 30);
            assertThat(one("timestamp '2024-03-10 02:30:00.000001'")).isEqualTo(inTheGap.plusNanos(1000));
            assertThat(one("timestamp '1969-12-31 23:59:59.999999'"))
                    .isEqualTo(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999999000));
            assertThat(one("timestamptz '2024-03-10 02:30:00.5+00'"))
                    .isEqualTo(Instant.parse("2024-03-10T02:30:00.500Z"));
            assertThat(one("timestamptz '2024-11-03 06:30:00'")).isEqualTo(Instant.parse("2024-11-03T06:30:00Z"));
            assertThat(one("array[timestamp '2024-03-10 02:30:00', null]"))
                    .isEqualTo(json("[\"2024-03-10T02:30:00Z\",null]"));
            assertThat(one("array[timestamptz '2024-03-10 06:30:00.5+04:30']"))
                    .isEqualTo(json("[\"2024-03-10T02:00:00.5Z\"]"));
        });
    }

    @Test
    void readsTheInfiniteAsText() {
        for (String type : List.of("date", "timestamp", "timestamptz")) {
            assertThat(one("'infinity'::" + type)).as(type).isEqualTo("infinity");
            assertThat(one("'-infinity'::" + type)).as(type).isEqualTo("-infinity");
            assertThat(one("array['-infinity'::" + type + "]")).as(type).isEqualTo(json("[\"-infinity\"]"));
        }
        assertThat(one("time '24:00:00'")).isEqualTo("24:00:00");
        assertThat(one("'24:00:00+02'::timetz")).isEqualTo("24:00:00+02");
    }

    @Test
    void passesJsonOnAsItStands() {
        assertThat(one("'{\"b\":  1.50, \"a\": 1e400}'::json")).isEqualTo(json("{\"b\":  1.50, \"a\": 1e400}"));
        assertThat(one("'{\"b\":  1.50, \"a\": 123456789012345678901234567890}'::jsonb"))
                .isEqualTo(json("{\"a\": 123456789012345678901234567890, \"b\": 1.50}"));
    }

    @Test
    void readsArraysOfAnyDimension() {
        assertThat(one("array[]::int[]")).isEqualTo(json("[]"));
        assertThat(one("array[1, 2, null]")).isEqualTo(json("[1,2,null]"));
        assertThat(one("array[[[1], [2]], [[3], [4]]]")).isEqualTo(json("[[[1],[2]],[[3],[4]]]"));
        assertThat(one("'[0:1]={7,8}'::int[]")).isEqualTo(json("[7,8]"));
        assertThat(one("array['a', 'b \"c\\', 'NULL', null, 'x,y', '', '{}']"))
                .isEqualTo(json("[\"a\",\"b \\\"c\\\\\",\"NULL\",null,\"x,y\",\"\",\"{}\"]"));
        assertThat(one("array['NaN'::float8, 1e300, '-Infinity']")).isEqualTo(new Json("[null,1e+300,null]", 2));
        assertThat(one("array['NaN'::numeric, 1.50]")).isEqualTo(new Json("[null,1.50]", 1));
        assertThat(one("array[true, false]")).isEqualTo(json("[true,false]"));
        assertThat(one("array['{\"a\": [1]}'::jsonb, 'null']")).isEqualTo(json("[{\"a\": [1]},null]"));
        assertThat(one("array['\\xdead'::bytea]")).isEqualTo(json("[\"3q0=\"]"));
        assertThat(one("array['all right'::lab.mood]")).isEqualTo(json("[\"all right\"]"));
        assertThat(one("array[3::positive]")).isEqualTo(json("[3]"));
        assertThat(one("array[box '(1,1),(0,0)', box '(2,2),(0,0)']"))
                .isEqualTo(json("[\"(1,1),(0,0)\",\"(2,2),(0,0)\"]"));
    }

    @Test
    void readsCompositeTypesAsObjects() {
        assertThat(one("row(1, '2024-03-10 02:30:00+00')::inner_part"))
                .isEqualTo(json("{\"x\":1,\"at\":\"2024-03-10T02:30:00Z\"}"));
        assertThat(
                        one(
                                "row('q\"(,)\\', row(1, null), array[row(2, 'infinity')::inner_part, null], 'NaN', 3)::\"Odd type\""))
                .isEqualTo(new Json(
                        "{\"a b\":\"q\\\"(,)\\\\\",\"part\":{\"x\":1,\"at\":null},"
                                + "\"parts\":[{\"x\":2,\"at\":\"infinity\"},null],\"amount\":null,\"p\":3}",
                        1));
        assertThat(one("row('', null, null, null, null)::\"Odd type\""))
                .isEqualTo(json("{\"a b\":\"\",\"part\":null,\"parts\":null,\"amount\":null,\"p\":null}"));
        assertThat(Rows.all(source, "select c from counted c"))
                .containsExactly(List.of(json("{\"id\":1,\"big\":1,\"letters\":\"ab   \"}")));
        assertThat(one("array[row(1, null)::inner_part]")).isEqualTo(json("[{\"x\":1,\"at\":null}]"));
    }

    @Test
    void readsHstoreAsAnObjectOfTexts() {
        assertThat(one("'a=>1'::hstore")).isEqualTo(json("{\"a\":\"1\"}"));
        assertThat(one("array['b=>NULL'::hstore]")).isEqualTo(json("[{\"b\":null}]"));
    }

    @Test
    void readsRowsInBatchesAsItReadsTheFirst() {
        List<List<Object>> rows = Rows.all(
                source,
                "select n, n / 4.0::float8, n::numeric, 'x' || n, timestamp '2026-01-01' + n * interval '1 second',"
                        + " array[n] from generate_series(1, 5000) n");

        assertThat(rows).hasSize(5000);
        assertThat(rows.get(4999))
                .containsExactly(
                        5000L,
                        1250.0,
                        new BigDecimal("5000"),
                        "x5000",
                        LocalDateTime.of(2026, 1, 1, 1, 23, 20),
                        json("[5000]"));
    }

    @Test
    void showsIntegersThatCountByThemselvesAsIntegers() {
        assertThat(source.describe(new Query(List.of(), "counted")))
                .containsExactly(new Column("id", "int4"), new Column("big", "int8"), new Column("letters", "bpchar"));
    }

    @Test
    void listsWhatCanBeReadAsItIsWrittenInSql() {
        assertThat(source.tables())
                .extracting(t -> t.name() + " " + t.kind())
                .containsExactly("\"order\" table", "counted table", "kept view", "split table");
    }

    @Test
    void takesQuestionMarksForOperators() {
        assertThat(Rows.all(source, "select '{\"a?\": 1}'::jsonb ? 'a?' as has, '?' as mark -- ?"))
                .containsExactly(List.of(true, "?"));
    }

    @Test
    void writesNothing() {
        String sql = "with gone as (delete from counted returning id) select * from gone";

        assertThatThrownBy(() -> Rows.all(source, new Query(List.of(), "counted; delete from counted")))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> Rows.all(source, sql)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> Rows.all(source, "select nextval('counted_id_seq')"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("read-only transaction");
        assertThat(Rows.all(source, "select id from counted")).containsExactly(Arrays.asList(1L));
    }
}
