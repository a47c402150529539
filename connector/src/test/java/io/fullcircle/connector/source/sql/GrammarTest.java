package io.fullcircle.connector.source.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fullcircle.connector.base.ConfigurationException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    private static final Grammar LOWER = new Grammar("\"", Folding.LOWER, Set.of());
    private static final Grammar UPPER = new Grammar("\"", Folding.UPPER, Set.of());
    private static final Grammar BACKTICKS = new Grammar("`", Folding.NONE, Set.of());
    private static final Grammar UNKNOWN = new Grammar("\"", Folding.UNKNOWN, Set.of());
    private static final Grammar WITHOUT_QUOTES = new Grammar(" ", Folding.UPPER, Set.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "scores|\"scores\"|\"SCORES\"|`scores`|scores",
                "Sales.Scores|\"sales\".\"scores\"|\"SALES\".\"SCORES\"|`Sales`.`Scores`|Sales.Scores",
                "\"Sales\".my scores|\"Sales\".\"my scores\"|\"Sales\".\"my scores\"|`Sales`.`my scores`|\"Sales\".\"my scores\"",
                "\"a\"\"b.c\"|\"a\"\"b.c\"|\"a\"\"b.c\"|`a\"b.c`|\"a\"\"b.c\"",
                "größe|\"größe\"|\"größe\"|`größe`|\"größe\"",
                "'x/scores.parquet'|\"x/scores.parquet\"|\"x/scores.parquet\"|`x/scores.parquet`|\"x/scores.parquet\""
            })
    void quotesTablesPartByPart(String written, String lower, String upper, String backticks, String unknown) {
        assertThat(LOWER.table(written)).isEqualTo(lower);
        assertThat(UPPER.table(written)).isEqualTo(upper);
        assertThat(BACKTICKS.table(written)).isEqualTo(backticks);
        assertThat(UNKNOWN.table(written)).isEqualTo(unknown);
    }

    @Test
    void readsTheDatabasesOwnQuotes() {
        assertThat(BACKTICKS.table("`a``b`.c")).isEqualTo("`a``b`.`c`");
    }

    @Test
    void keepsSqlInsideTheQuotes() {
        assertThat(LOWER.table("scores; drop table scores --")).isEqualTo("\"scores; drop table scores --\"");
        assertThat(LOWER.table("a\" where \"1\"=\"1")).isEqualTo("\"a\"\" where \"\"1\"\"=\"\"1\"");
        assertThat(BACKTICKS.exact("a` b")).isEqualTo("`a`` b`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "\"a", "\"a\"b", "\"\"", "a.\"b\".", " "})
    void refusesWhatIsNoName(String written) {
        assertThatThrownBy(() -> LOWER.table(written))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is no name of a table");
    }

    @Test
    void refusesOddNamesWhereNothingQuotes() {
        assertThat(WITHOUT_QUOTES.table("sales.scores")).isEqualTo("sales.scores");
        assertThatThrownBy(() -> WITHOUT_QUOTES.table("my scores")).isInstanceOf(ConfigurationException.class);
    }
}
