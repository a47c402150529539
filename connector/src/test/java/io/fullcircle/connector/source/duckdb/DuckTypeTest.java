package io.fullcircle.connector.source.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuckTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INTEGER",
                "DECIMAL(38,3)",
                "DECIMAL(18,3)[]",
                "INTEGER[][3]",
                "ENUM('a', 'b''c', ')', '\"')",
                "MAP(VARCHAR, DECIMAL(2,1))",
                "MAP(VARCHAR, MAP(INTEGER, BLOB)[])",
                "STRUCT(INTEGER, VARCHAR)",
                "STRUCT(TIMESTAMP WITH TIME ZONE, INTEGER)",
                "STRUCT(INTEGER[])"
            })
    void asksForTypesAsTheyAreThatLoseNothing(String printed) {
        assertThat(DuckType.parse(printed).isRewritten()).isFalse();
        assertThat(DuckType.parse(printed).wire()).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "TIMESTAMP[]|VARCHAR[]",
                "TIME WITH TIME ZONE[3]|VARCHAR[3]",
                "MAP(TIMESTAMP_NS, VARIANT)|MAP(VARCHAR, JSON)",
                "STRUCT(a TIMESTAMP, \"time\" INTEGER, \"b \"\", c\" TIME[])|STRUCT(\"a\" VARCHAR, \"time\" INTEGER, \"b \"\", c\" VARCHAR[])",
                "STRUCT(time INTEGER, at TIMESTAMP WITH TIME ZONE)|STRUCT(\"time\" INTEGER, \"at\" VARCHAR)",
                "UNION(ts TIMESTAMP, v VARCHAR)|UNION(\"ts\" VARCHAR, \"v\" VARCHAR)",
                "STRUCT(e ENUM('a, b', ')'), s STRUCT(t TIME))|STRUCT(\"e\" ENUM('a, b', ')'), \"s\" STRUCT(\"t\" VARCHAR))",
                "GEOMETRY[]|VARCHAR[]",
                "TIMESTAMP|VARCHAR"
            })
    void asksForTextWhereTheDriverWouldLoseSomething(String printed, String wire) {
        assertThat(DuckType.parse(printed).wire()).isEqualTo(wire);
        assertThat(DuckType.parse(printed).isRewritten()).isTrue();
    }
}
