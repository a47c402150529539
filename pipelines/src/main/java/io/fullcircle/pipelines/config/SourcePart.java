package io.fullcircle.pipelines.config;

import io.fullcircle.connector.source.Option;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.SourceProvider;
import io.fullcircle.pipelines.config.file.Findings;
import io.fullcircle.pipelines.config.shape.Place;
import io.fullcircle.pipelines.config.shape.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code source} says. */
final class SourcePart {
    /** Shorter values would be cut out of words that have nothing to do with them. */
    private static final int SHORTEST_HIDDEN = 4;

    private final Value.Group source;
    private final List<SourceProvider> providers;

    SourcePart(Value.Group source, List<SourceProvider> providers) {
        this.source = source;
        this.providers = providers;
    }

    /**
     * Lets the provider say what is wrong beyond single options.
     *
     * @param confidential what may not get into a finding
     */
    void check(Findings findings, Set<String> confidential) {
        var provider = provider();
        if (provider.isEmpty()) {
            return;
        }
        // Where the block has findings already, what the provider misses may be their echo.
        var isFaulty = findings.hasErrorsIn(source.place().path());
        provider.get().check(settings(provider.get())).forEach((name, problem) -> {
            var value = Optional.ofNullable(source.values().get(name));
            var place = value.map(Value::place).orElseGet(() -> missing(name));
            if (name.isEmpty() ? isFaulty : findings.hasErrorsIn(place.path())) {
                return;
            }
            findings.error(
                    place.mark(),
                    place.path(),
                    hide(problem, confidential),
                    remedy(provider.get(), name, value.isPresent()));
        });
    }

    /** Why this source can't materialize an operator; empty when it can, or when there is no such source. */
    Optional<String> refusalToMaterialize() {
        return provider().flatMap(provider -> provider.refusalToMaterialize(settings(provider)));
    }

    /** Why nothing can be written into this schema of the source; empty when it can, or when there is no such source. */
    Optional<String> refusalToWrite(String schema) {
        return provider().flatMap(provider -> provider.refusalToWrite(settings(provider), schema));
    }

    private static String remedy(SourceProvider provider, String name, boolean isWritten) {
        return provider.options().stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .map(option -> "%s it (%s)"
                        .formatted(
                                isWritten ? "correct" : "add",
                                option.description().replaceFirst("\\.$", "")))
                .orElseGet(() -> "%s takes %s".formatted(provider.type(), names(provider)));
    }

    private Place missing(String name) {
        var path = source.place().path();
        return new Place(source.place().mark(), name.isEmpty() ? path : path + "." + name);
    }

    private static String names(SourceProvider provider) {
        return provider.options().stream().map(Option::name).collect(Collectors.joining(", "));
    }

    private static String hide(String sentence, Set<String> confidential) {
        var hidden = sentence;
        for (var text : confidential) {
            hidden = text.length() < SHORTEST_HIDDEN ? hidden : hidden.replace(text, "***");
        }
        return hidden;
    }

    /** The source, when the file has no errors. */
    Pipeline.Origin build() {
        var provider = provider().orElseThrow();
        return new Pipeline.Origin(provider, settings(provider));
    }

    private Optional<SourceProvider> provider() {
        var type = source.get("type", String.class);
        return providers.stream()
                .filter(provider -> type.isPresent() && provider.type().equals(type.get()))
                .findFirst();
    }

    private Settings settings(SourceProvider provider) {
        var values = new LinkedHashMap<String, Object>();
        for (var option : provider.options()) {
            var value = source.values().get(option.name());
            if (value instanceof Value.Leaf leaf) {
                values.put(option.name(), leaf.value());
            }
            if (value instanceof Value.Group group) {
                values.put(option.name(), texts(group));
            }
        }
        return new Settings(values);
    }

    private static Map<String, String> texts(Value.Group group) {
        var texts = new LinkedHashMap<String, String>();
        group.values().forEach((name, value) -> texts.put(name, (String) ((Value.Leaf) value).value()));
        return texts;
    }
}
