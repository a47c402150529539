package io.fullcircle.connector.source;

import io.fullcircle.connector.base.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one source, each of the class that its {@link Option.Kind} has: TEXT {@link String}, SECRET {@link
 * Secret}, PATH {@link Path} (resolved), INTEGER {@link Long}, BOOLEAN {@link Boolean}, DURATION {@link Duration}, MAP
 * {@code Map<String, String>}. What isn't written isn't there.
 *
 * @param values by option name
 */
public record Settings(Map<String, Object> values) {
    public Settings {
        values = Map.copyOf(values);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    public Optional<Secret> secret(String name) {
        return Optional.ofNullable((Secret) values.get(name));
    }

    public Optional<Path> path(String name) {
        return Optional.ofNullable((Path) values.get(name));
    }

    public Optional<Long> integer(String name) {
        return Optional.ofNullable((Long) values.get(name));
    }

    public Optional<Boolean> flag(String name) {
        return Optional.ofNullable((Boolean) values.get(name));
    }

    public Optional<Duration> duration(String name) {
        return Optional.ofNullable((Duration) values.get(name));
    }

    @SuppressWarnings("unchecked")
    public Map<String, String> map(String name) {
        return (Map<String, String>) values.getOrDefault(name, Map.of());
    }
}
