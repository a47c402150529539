package io.fullcircle.pipelines.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.guard.PropertyProfile;
import io.fullcircle.connector.guard.Rules;
import io.fullcircle.pipelines.drift.Drift.Point;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class DriftTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T06:00:00Z");

    private static Point point(int day, double median, double shift) {
        List<Double> deciles = IntStream.rangeClosed(1, 9)
                .mapToObj(tenth -> median + (tenth - 5) * 0.05)
                .toList();
        return new Point(
                "run-" + day,
                FIRST.plus(Duration.ofDays(day)),
                new PropertyProfile(
                        2_000,
                        0,
                        0,
                        0,
                        0,
                        Optional.of(new Rules.Range(median - 0.3, median + 0.3)),
                        OptionalDouble.of(median),
                        deciles,
                        Optional.empty(),
                        shift < 0 ? OptionalDouble.empty() : OptionalDouble.of(shift)));
    }

    private static Drift thirtyDays() {
        return new Drift(
                "scores.<best> & \"worst\"",
                IntStream.range(0, 30)
                        .mapToObj(day -> point(
                                day,
                                0.4 + 0.05 * Math.sin(day / 4.0) + (day == 29 ? 0.3 : 0),
                                day == 0 ? -1 : day == 29 ? 0.41 : 0.01 + (day % 5) * 0.03))
                        .toList());
    }

    @Test
    void tellsADriftOnOneLine() {
        var drift = new Drift("score", List.of(point(0, 0.3, -1), point(1, 0.4, 0.01), point(2, 0.5, 0.3)));
        assertThat(DriftText.line(drift))
                .isEqualTo("score: median ▁▅█ 0.3 to 0.5 over 3 runs; PSI ▁█ 0.3, 0.3 the most");
        assertThat(DriftText.line(new Drift("score", List.of(point(0, 0.3, -1)))))
                .isEqualTo("score: median ▁ 0.3");
    }

    @Test
    void drawsAPictureThatIsWellFormedWhateverThePropertyIsCalled() throws Exception {
        String svg = DriftSvg.draw("churn", List.of(thirtyDays(), new Drift("one", List.of(point(0, 0.3, -1)))));
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(31);
        assertThat(document.getElementsByTagName("polygon").getLength()).isEqualTo(2);
        assertThat(svg).doesNotContain("NaN", "Infinity").contains("2026-11-01", "2026-11-30", "run-29: PSI 0.41");
    }

    @Test
    void drawsAConstant() {
        var flat = new Point(
                "run",
                FIRST,
                new PropertyProfile(
                        9,
                        0,
                        0,
                        0,
                        0,
                        Optional.empty(),
                        OptionalDouble.of(0),
                        Collections.nCopies(9, 0.0),
                        Optional.empty(),
                        OptionalDouble.of(0)));
        assertThat(DriftSvg.draw("churn", List.of(new Drift("zeros", List.of(flat, flat)))))
                .doesNotContain("NaN", "Infinity");
    }
}
