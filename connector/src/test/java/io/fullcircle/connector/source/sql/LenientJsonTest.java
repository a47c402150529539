package io.fullcircle.connector.source.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.source.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class LenientJsonTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "1",
                "-1.50E-3",
                "\"NaN\"",
                "null",
                " [ true , false , null ] ",
                "{\"a\\\"]\": [\",]\", \"\\\\\"], \"NaN\": {\"b\": -0.5e+10}}",
                "[1,2,[3,{\"x\":[]}]]"
            })
    void leavesStrictJsonAsItIs(String text) {
        assertThat(LenientJson.strict(text)).isEqualTo(new Json(text, 0));
        MAPPER.readTree(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "NaN|null|1",
                "-Infinity|null|1",
                "[nan,inf,-inf,+Infinity,1]|[null,null,null,null,1]|4",
                "{\"a\":NaN,\"NaN\":\"NaN\"}|{\"a\":null,\"NaN\":\"NaN\"}|1",
                "[1,]|[1]|0",
                "{\"a\":[1 , ] ,}|{\"a\":[1  ] }|0",
                "[[NaN,],\"a,]\",]|[[null],\"a,]\"]|1"
            })
    void makesTheRestStrict(String text, String strict, int nulled) {
        assertThat(LenientJson.strict(text)).isEqualTo(new Json(strict, nulled));
        MAPPER.readTree(strict);
    }

    @Test
    void endsOnAnyText() {
        for (String text : new String[] {"", "{", "[,", "\"a", "\"a\\", "-", "+", ",", "a", "tru", "]}", ":::"}) {
            assertThat(LenientJson.strict(text)).isNotNull();
        }
    }
}
