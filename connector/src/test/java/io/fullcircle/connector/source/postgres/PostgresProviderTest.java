package io.fullcircle.connector.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.source.Option;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.SourceProvider;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class PostgresProviderTest {
    private final PostgresProvider provider = new PostgresProvider();

    @Test
    void isFoundByItsType() {
        assertThat(ServiceLoader.load(SourceProvider.class))
                .extracting(SourceProvider::type)
                .contains("duckdb", "postgres", "jdbc");
    }

    @Test
    void needsAUrlAndHidesThePassword() {
        assertThat(provider.options())
                .extracting(o -> o.name() + " " + o.kind() + " " + o.required())
                .containsExactly("url TEXT true", "user TEXT false", "password SECRET false");
        assertThat(provider.options()).extracting(Option::description).allMatch(d -> d.endsWith("."));
    }

    @Test
    void findsAUrlOfAnotherShape() {
        assertThat(provider.check(new Settings(Map.of("url", "mysql://u:secret-pw@db/x", "user", "me"))))
                .containsOnlyKeys("url")
                .allSatisfy((name, text) -> assertThat(text).doesNotContain("secret-pw"));
        assertThat(provider.check(new Settings(Map.of("url", "postgres://me@db/x"))))
                .isEmpty();
        assertThat(provider.check(new Settings(Map.of("url", "postgres://db/x", "user", "me"))))
                .isEmpty();
    }

    @Test
    void findsThatNobodyIsNamed() {
        assertThat(provider.check(new Settings(Map.of("url", "postgres://db/x"))))
                .containsOnlyKeys("user");
        assertThatThrownBy(() -> provider.create(new Settings(Map.of("url", "postgres://db/x"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("source.user");
        assertThatThrownBy(() -> provider.create(new Settings(Map.of("url", "nonsense", "user", "me"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("source.url");
    }
}
