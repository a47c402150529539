package io.fullcircle.pipelines.config.shape;

import io.fullcircle.pipelines.config.file.Node;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was read from a file: only what is right; what isn't has its finding and is absent here. */
public sealed interface Value {
    Place place();

    /**
     * @param value of the class that its shape says; null only where the shape takes any value
     * @param written the scalar in the file, nothing filled in; null for lists and blocks that are one constant
     */
    record Leaf(Place place, Object value, Node.Scalar written) implements Value {
        /** As the file writes it. Not for secrets. */
        public String shown() {
            return Written.plainly(written.text(), Path.of("")).shown();
        }
    }

    /**
     * A column, where a constant may stand, too.
     *
     * @param as the name of a cast
     */
    record Reference(Place place, String column, Optional<String> as) implements Value {}

    /**
     * Values with names.
     *
     * @param place the name of the block, since that is where what is missing in it is reported
     * @param values what could be read, in the file's order
     * @param written every name that has a value, readable or not
     */
    record Group(Place place, Map<String, Value> values, Set<String> written) implements Value {
        public Group {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            written = Set.copyOf(written);
        }

        /** The leaf of this name, where it was read. */
        public Optional<Leaf> leaf(String name) {
            return values.get(name) instanceof Leaf leaf ? Optional.of(leaf) : Optional.empty();
        }

        /** The leaf's value. */
        public <T> Optional<T> get(String name, Class<T> type) {
            return leaf(name).map(leaf -> type.cast(leaf.value()));
        }

        /** The block of this name; an empty one where none is written. */
        public Group group(String name) {
            return values.get(name) instanceof Group group ? group : new Group(place, Map.of(), Set.of());
        }
    }

    record Series(Place place, List<Value> items) implements Value {
        public Series {
            items = List.copyOf(items);
        }
    }
}
