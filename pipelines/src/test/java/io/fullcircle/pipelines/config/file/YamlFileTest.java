package io.fullcircle.pipelines.config.file;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFileTest {
    private final Findings findings = new Findings(Path.of("x.yaml"));

    private Optional<YamlFile> read(String text) {
        return YamlFile.read(text.getBytes(UTF_8), findings);
    }

    private String only() {
        assertThat(findings.sorted()).hasSize(1);
        var finding = findings.sorted().get(0);
        return finding.line() + ":" + finding.column() + " " + finding.problem();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "a:~\tb: 1~ § 2:1 a tab stands where only spaces may",
                "a: b: c~ § 1:5 a text with a colon and a space in it needs quotes",
                "a:b~c: 1~ § 1:2 a colon needs a space behind it",
                "a: 1~  b: 2~ § 2:3 this line is indented deeper than the one above, which has a value already",
                "a~  b: 1~ § 1:1 this line lacks a colon",
                "a: {<<: {b: 1}}~ § 1:5 merge keys (<<) aren't read",
                "a: 1~b~c: 2~ § 2:1 this line is no `name: value`",
                "a: 'x~b: 1~ § 1:4 the quote that opens here isn't closed",
                "a: \"x\\q\"~ § 1:7 \\q means nothing inside double quotes",
                "a: [1, 2~b: 3~ § 1:4 the [ that opens here isn't closed, or a comma is missing",
                "{a: 1 § 1:1 the { that opens here isn't closed, or a comma is missing",
                "a: {max: ${X}}~ § 1:10 ${…} inside of [ ] or { } needs quotes",
                "a: @x~ § 1:4 a text can't begin with @",
                "a: %x~ § 1:4 a text can't begin with %",
                "a: `x`~ § 1:4 a text can't begin with `",
                "a:~  - b~ c: 1~ § 3:2 this line is indented like none of the lines above that it could belong to",
                "a: [1]]~ § 1:7 this ] closes nothing",
                "a: }~ § 1:4 a value is missing before this",
                "a: - b~ § 1:4 a list can't begin here",
                "a: > x~ § 1:6 a text after | or > begins on the next line",
                "%YAML 2.0~---~a: 1~ § 1:1 is written for another version of YAML",
                "a: *x~ § 1:4 aliases (*name) aren't read",
                "a: &x 1~ § 1:4 anchors (&x) aren't read",
                "a: !foo 1~ § 1:4 tags (!foo) aren't read",
                "a: !!map {}~ § 1:4 tags (!!map) aren't read",
                "? [a]~: b~ § 1:3 a name must be a text",
                "a: 1~---~b: 2~ § 2:1 a second document begins here",
                "a: {b: 1, b: 2}~ § 1:11 is written a second time, first on line 1",
                "~# nothing~ § 1:1 holds no pipeline",
                "---~ § 1:1 holds no pipeline",
                "- a~ § 1:1 is a list, where the settings of a pipeline are needed",
                "just a text § 1:1 is a text, where the settings of a pipeline are needed"
            })
    void saysInPlainWordsWhatIsNoYaml(String text, String expected) {
        read(text.replace('~', '\n'));

        assertThat(only()).isEqualTo(expected);
        assertThat(findings.sorted().get(0).remedy()).isNotBlank();
    }

    @Test
    void readsAnEmptyFile() {
        assertThat(read("")).isEmpty();
        assertThat(only()).isEqualTo("1:1 holds no pipeline");
    }

    @Test
    void readsPastAByteOrderMark() {
        assertThat(read("\uFEFFa: 1\n")).isPresent();
        assertThat(findings.sorted()).isEmpty();
    }

    @Test
    void refusesUtf16() {
        YamlFile.read("a: 1\n".getBytes(UTF_16), findings);

        assertThat(only()).isEqualTo("1:1 is UTF-16");
    }

    @Test
    void saysWhereAFileStopsBeingUtf8() {
        YamlFile.read(new byte[] {'a', ':', '\n', ' ', (byte) 0xC3, (byte) 0xA9, (byte) 0xE9, '\n'}, findings);

        assertThat(only()).isEqualTo("2:3 isn't UTF-8 from here on");
    }

    @Test
    void saysWhereAFileEndsInsideOfACharacter() {
        YamlFile.read(new byte[] {'a', ':', (byte) 0xC3}, findings);

        assertThat(only()).isEqualTo("1:3 isn't UTF-8 from here on");
    }

    @Test
    void saysWhereAControlCharacterIs() {
        read("a: 1\nb: \u0007x\n");

        assertThat(only()).isEqualTo("2:4 holds the control character U+0007");
    }

    @Test
    void countsAnEmojiAsOneColumn() {
        read("a: {😀: &x 1}\n");

        assertThat(only()).startsWith("1:8 ");
    }

    @Test
    void saysThatThereIsNoSuchFile(@TempDir Path directory) {
        YamlFile.read(directory.resolve("none.yaml"), findings);

        assertThat(only()).isEqualTo("1:1 there is no such file");
    }

    @Test
    void saysThatAFileIsADirectory(@TempDir Path directory) {
        YamlFile.read(directory, findings);

        assertThat(only()).isEqualTo("1:1 is a directory");
    }

    @Test
    void digestsTheBytesOfAFile(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("a.yaml"), "a: 1\n");

        assertThat(YamlFile.read(file, findings).orElseThrow().digest())
                .isEqualTo("37b128c59f1f5097f73f82691cb519f1f568667faab5ced1b4ab979d36837eae");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "- ", "? ", "{a: ", "a: &x [*x, ", "'", "\"", "!!", "&a ", "|\n", "a:\n ", "#"})
    @Timeout(20)
    void survivesALargeFileOf(String piece) {
        read(piece.repeat(FileText.MAX_BYTES / piece.length() - 1));

        assertThat(findings.sorted()).isNotEmpty();
    }

    @Test
    void refusesALargerFile() {
        read("#".repeat(FileText.MAX_BYTES + 1));

        assertThat(only()).isEqualTo("1:1 is larger than 256 KB");
    }

    @Test
    void findsPlacesInsideOfTexts() {
        var file = read("a:\n  sql: |\n    select 1\n      from b\nc: 'x y'\nd: >\n  folded\n  text\n")
                .orElseThrow();
        var sql = (Node.Scalar)
                ((Node.Mapping) file.root().get("a").orElseThrow()).get("sql").orElseThrow();
        var quoted = (Node.Scalar) file.root().get("c").orElseThrow();
        var folded = (Node.Scalar) file.root().get("d").orElseThrow();

        assertThat(file.markIn(sql, sql.text().indexOf("select"))).isEqualTo(new Mark(3, 5));
        assertThat(file.markIn(sql, sql.text().indexOf("b"))).isEqualTo(new Mark(4, 12));
        assertThat(file.markIn(quoted, 2)).isEqualTo(new Mark(5, 7));
        assertThat(file.markIn(folded, 3)).isEqualTo(folded.mark());
    }
}
