package io.fullcircle.pipelines.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fullcircle.connector.base.EnvironmentException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    private static final List<Column> COLUMNS =
            List.of(Column.text("key"), Column.number("n"), Column.time("at"), Column.json("call"));

    @TempDir
    Path folder;

    private static String written(Format format, Object... row) {
        var out = new StringWriter();
        new Export(format, COLUMNS, Optional.empty()).write(out, sheet -> sheet.row(row));
        return out.toString();
    }

    @Test
    void keepsFormulasFromSpreadsheets() {
        for (String formula : List.of("=1+1", "+1", "-1", "@sum(a1)", "\t=1", "\r=1")) {
            assertThat(written(Format.csv, formula, -5, null, null)
                            .lines()
                            .toList()
                            .toString())
                    .contains("'" + formula.substring(0, 1).strip());
        }
        assertThat(written(Format.csv, "a=1", -5, Instant.EPOCH, "{\"a\":1}"))
                .isEqualTo("key,n,at,call\na=1,-5,1970-01-01T00:00:00Z,\"{\"\"a\"\":1}\"\n");
    }

    @Test
    void tellsNothingFromAnEmptyText() {
        assertThat(written(Format.csv, "", null, null, null)).endsWith("\n\"\",,,\n");
        assertThat(written(Format.jsonl, "", null, null, null)).isEqualTo("{\"key\":\"\"}\n");
    }

    @Test
    void keepsEveryDigitOfACall() {
        assertThat(written(Format.jsonl, "k", 1L, Instant.EPOCH, "{\"a\":0.10000000000000000000001}"))
                .isEqualTo("{\"key\":\"k\",\"n\":1,\"at\":\"1970-01-01T00:00:00Z\","
                        + "\"call\":{\"a\":0.10000000000000000000001}}\n");
    }

    @Test
    void leavesTheFormerFileWhenItFails() throws IOException {
        for (Format format : Format.values()) {
            Path file = Files.writeString(folder.resolve("list"), "former");
            var export = new Export(format, COLUMNS, Optional.of(file));
            assertThatThrownBy(() -> export.write(new StringWriter(), sheet -> {
                        sheet.row("a", 1, null, null);
                        throw new EnvironmentException("the ledger is gone", "bring it back");
                    }))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessage("the ledger is gone");
            assertThat(file).hasContent("former");
            try (var files = Files.list(folder)) {
                assertThat(files).containsExactly(file);
            }
        }
    }
}
