package io.fullcircle.pipelines.config.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubstitutionTest {
    @TempDir
    private Path directory;

    private Substitution substitution() {
        return new Substitution(Map.of("KEY", "abc", "EMPTY", "", "TRICKY", "${KEY}")::get, directory);
    }

    @ParameterizedTest
    @CsvSource({
        "${KEY}, abc",
        "a${KEY}b${KEY}, aabcbabc",
        "${KEY:-x}, abc",
        "${NONE:-x y}, x y",
        "${NONE:-}, ''",
        "${NONE:-https://a:8080/b}, https://a:8080/b",
        "${EMPTY}, ''",
        "${EMPTY:-x}, x",
        "$${KEY}, ${KEY}",
        "$${KEY}-${KEY}, ${KEY}-abc",
        "${TRICKY}, ${KEY}",
        "$KEY, $KEY",
        "costs $5, costs $5",
        "}{, }{"
    })
    void fillsIn(String template, String text) {
        var filled = substitution().fill(template);

        assertThat(filled.mistakes()).isEmpty();
        assertThat(filled.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "${NONE}, ${NONE} isn't set in the environment",
        "${KEY, the ${ isn't closed",
        "${}, ${} can't be filled in",
        "${1X}, ${1X} can't be filled in",
        "${KEY:?no}, ${KEY:?no} can't be filled in",
        "${ KEY }, ${ KEY } can't be filled in",
        "${A:-${B}}, the default of ${A} holds another ${",
        "${file:}, ${file:} names no file",
        "${file:none}, ${file:none} can't be read: there is no such file",
        "${file:.}, ${file:.} can't be read: it is a directory"
    })
    void saysWhatCannotBeFilledIn(String template, String problem) {
        assertThat(substitution().fill(template).mistakes())
                .extracting(Parsed.Bad::problem)
                .containsExactly(problem);
    }

    @Test
    void reportsEveryVariableOfAText() {
        assertThat(substitution().fill("${A} ${KEY} ${B}").mistakes()).hasSize(2);
    }

    @Test
    void cutsOneLineEndOffAFile() throws IOException {
        Files.writeString(directory.resolve("key"), "line\n\n");
        Files.writeString(directory.resolve("dos"), "line\r\n");

        assertThat(substitution().fill("${file:key}").text()).isEqualTo("line\n");
        assertThat(substitution().fill("${file:dos}").text()).isEqualTo("line");
        assertThat(substitution()
                        .fill("${file:" + directory.resolve("dos") + "}")
                        .text())
                .isEqualTo("line");
    }

    @Test
    void refusesFilesThatAreNoSecrets() throws IOException {
        Files.write(directory.resolve("binary"), new byte[] {(byte) 0xFF, 0});
        Files.write(directory.resolve("large"), new byte[100_000]);

        assertThat(substitution().fill("${file:binary}").mistakes().get(0).problem())
                .endsWith("it isn't UTF-8");
        assertThat(substitution().fill("${file:large}").mistakes().get(0).problem())
                .endsWith("it is larger than 64 KB");
    }
}
