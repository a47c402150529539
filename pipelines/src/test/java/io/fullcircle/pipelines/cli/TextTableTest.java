package io.fullcircle.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void setsTextsLeftAndNumbersRight() {
        var table = new TextTable(TextTable.id("RUN"), TextTable.text("PIPELINE"), TextTable.number("READ"));
        table.row("1", "sales", "1,000");
        table.row("22", "x", "7");
        assertThat(table.lines())
                .containsExactly(
                        "RUN  PIPELINE   READ", //
                        "1    sales     1,000",
                        "22   x             7");
    }

    @Test
    void cutsTheWidestTextsToFitAHundredColumnsAndNeverAnId() {
        var table = new TextTable(TextTable.id("RUN"), TextTable.text("KEY"), TextTable.text("REASON"));
        table.row("r".repeat(30), "k".repeat(20), "x".repeat(500));
        String line = table.lines().get(1);
        assertThat(line)
                .hasSize(100)
                .startsWith("r".repeat(30) + "  " + "k".repeat(20) + "  xxx")
                .endsWith("x…");
    }

    @Test
    void countsWideCharactersAsTwoColumns() {
        var table = new TextTable(TextTable.text("KEY"), TextTable.number("N"));
        table.row("李雷", "1");
        table.row("e\u0301te\u0301", "2");
        assertThat(table.lines()).containsExactly("KEY   N", "李雷  1", "e\u0301te\u0301   2");
        assertThat(Words.cut("李".repeat(10), 6)).isEqualTo("李李…");
        assertThat(Words.cut("李雷", 4)).isEqualTo("李雷");
    }

    @Test
    void letsNothingThroughThatMovesTheCursorOrTurnsTheLine() {
        assertThat(Words.printable("a\nb\u001b[31mc\u202ed")).isEqualTo("a b [31mc\ufffdd");
    }
}
