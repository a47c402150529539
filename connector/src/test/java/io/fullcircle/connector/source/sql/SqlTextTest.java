package io.fullcircle.connector.source.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fullcircle.connector.base.ConfigurationException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    private static final Grammar STANDARD = new Grammar("\"", Folding.LOWER, Set.of());
    private static final Grammar POSTGRES = new Grammar(
            "\"",
            Folding.LOWER,
            Set.of(SqlFeature.DOLLAR_QUOTES, SqlFeature.ESCAPE_STRINGS, SqlFeature.NESTED_COMMENTS));
    private static final Grammar MYSQL = new Grammar(
            "`", Folding.NONE, Set.of(SqlFeature.BACKSLASH_ESCAPES, SqlFeature.BACKTICKS, SqlFeature.HASH_COMMENTS));
    private static final Grammar SNOWFLAKE = new Grammar(
            "\"",
            Folding.UPPER,
            Set.of(SqlFeature.DOLLAR_QUOTES, SqlFeature.BACKSLASH_ESCAPES, SqlFeature.SLASH_COMMENTS));

    private static String single(String sql, Grammar grammar) {
        return SqlText.single("q", sql, grammar);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "select ';', 'it''s; (', \"a;\"\"(\"",
                "select 1 -- ; (",
                "-- first;\nselect 1",
                "select 1 /* ; ( -- */",
                "select (1), ((2))",
                "select '--', '/*'",
                "select 'a' as e, 'b;'",
                "select 'back\\'"
            })
    void leavesOneStatementAsItIs(String sql) {
        assertThat(single(sql, STANDARD)).isEqualTo(sql);
        assertThat(single(sql, POSTGRES)).isEqualTo(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select $$;($$",
                "select $a_1$ $$;( $b$ $a_1$",
                "select E'it\\';('",
                "select e'\\\\', 1",
                "select 1 /* a /* ; */ ( */",
                "select a$b, ';' from t where c = $1"
            })
    void knowsTheTextsAndCommentsOfPostgres(String sql) {
        assertThat(single(sql, POSTGRES)).isEqualTo(sql);
    }

    @Test
    void knowsTheTextsAndCommentsOfOthers() {
        assertThat(single("select 'it\\';(', `;(` # ;(", MYSQL)).isEqualTo("select 'it\\';(', `;(` # ;(");
        assertThat(single("select '\\';', $$'$$ // ;(\n", SNOWFLAKE)).isEqualTo("select '\\';', $$'$$ // ;(\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "select 1;|select 1 ",
                "select 1 ; ;-- a;b|select 1    -- a;b",
                "select 1;/* ; */;|select 1 /* ; */ "
            })
    void dropsTheSemicolonAtTheEnd(String sql, String expected) {
        assertThat(single(sql, STANDARD)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select 1; select 2|a second statement begins here",
                "select 1;'x'|a second statement begins here",
                "select 1) , b as (select 2|a parenthesis closes that none has opened",
                "select (1|a parenthesis is never closed",
                "select 'x|a text or quoted name begins here and never ends",
                "select \"x|a text or quoted name begins here and never ends",
                "select 1 /* x|a comment begins here and never ends",
                "select $$ ; |a text or quoted name begins here and never ends"
            })
    void refusesWhatCouldLeaveItsParentheses(String sql, String problem) {
        assertThatThrownBy(() -> single(sql, POSTGRES))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("operator \"q\", line 1: " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", ";", "-- only words", "/* ; */ ;"})
    void refusesSqlThatSaysNothing(String sql) {
        assertThatThrownBy(() -> single(sql, STANDARD)).hasMessage("operator \"q\" has no SQL");
    }

    @Test
    void tellsTheLine() {
        assertThatThrownBy(() -> single("select\n1;\n\nselect 2", STANDARD)).hasMessageContaining("line 4");
    }

    @Test
    void doublesQuestionMarksInCodeAlone() {
        String sql = "select a ? 'b?' -- ?\n, \"c?\", d ?| e /* ? */, $$?$$";

        assertThat(SqlText.withoutParameters(sql, POSTGRES))
                .isEqualTo("select a ?? 'b?' -- ?\n, \"c?\", d ??| e /* ? */, $$?$$");
    }
}
