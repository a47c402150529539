package io.fullcircle.pipelines.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.pipelines.config.shape.Parsed;
import io.fullcircle.pipelines.config.shape.Written;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static Parsed<Endpoint> parse(String text) {
        return Endpoint.parse(Written.plainly(text, Path.of("")));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.segment.io, https://api.segment.io, false",
        "https://api.segment.io/, https://api.segment.io, false",
        "https://events.eu1.segmentapis.com:443, https://events.eu1.segmentapis.com:443, false",
        "http://localhost:8089, http://localhost:8089, true",
        "http://127.0.0.1:8089/, http://127.0.0.1:8089, true",
        "http://[::1]:8089, http://[::1]:8089, true",
        "https://localhost, https://localhost, true",
        "local, local, true"
    })
    void takesASchemeAndAHost(String text, String kept, boolean loopback) {
        assertThat(parse(text)).isInstanceOfSatisfying(Parsed.Good.class, good -> {
            var endpoint = (Endpoint) good.value();
            assertThat(endpoint.text()).isEqualTo(kept);
            assertThat(endpoint.isLoopback()).isEqualTo(loopback);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "events.eu1.segmentapis.com, write https://events.eu1.segmentapis.com",
        "api.segment.io/, write https://api.segment.io/",
        "localhost:8089, write http://localhost:8089",
        "127.0.0.1:8089, write http://127.0.0.1:8089",
        "Local, did you mean local?",
        "https://api.segment.io/v1/batch, write https://api.segment.io; /v1/batch is added to it",
        "https://api.segment.io?a=b, write https://api.segment.io; /v1/batch is added to it",
        "https://api.segment.io/#a, write https://api.segment.io; /v1/batch is added to it",
        "http://api.segment.io, write https://api.segment.io",
        "http://127.0.0.1.example.com, write https://127.0.0.1.example.com",
        "https://key:@api.segment.io, leave it out; the write key is all that is needed"
    })
    void saysWhatToWriteInstead(String text, String remedy) {
        assertThat(parse(text))
                .isInstanceOfSatisfying(
                        Parsed.Bad.class, bad -> assertThat(bad.remedy()).isEqualTo(remedy));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://",
                "https:///x",
                "ftp://api.segment.io",
                "https://api.segment.io:99999",
                "https://api.segment.io:0",
                "https://api segment.io",
                "https://-x",
                "file:///etc/passwd",
                "api.segment.io/v1",
                "https://my_host",
                "eu",
                "://",
                "https://[::1",
                "jdbc:postgresql://h/d",
                "https://api.segment.io\n"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThat(parse(text)).isInstanceOf(Parsed.Bad.class);
    }

    @Test
    void repeatsNothingThatWasFilledIn() {
        var filled = Written.filled("https://key:hush@api.segment.io/hush", "${URL}", Path.of(""));
        var path = Written.filled("https://hush.io/hush", "${URL}", Path.of(""));
        var scheme = Written.filled("hush.io", "${URL}", Path.of(""));

        for (var written : new Written[] {filled, path, scheme}) {
            assertThat(Endpoint.parse(written))
                    .isInstanceOfSatisfying(
                            Parsed.Bad.class,
                            bad -> assertThat(bad.problem() + bad.remedy()).doesNotContain("hush"));
        }
    }
}
