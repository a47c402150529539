package io.fullcircle.pipelines.config.shape;

import io.fullcircle.connector.base.Nearest;
import io.fullcircle.pipelines.config.file.Findings;
import io.fullcircle.pipelines.config.file.Node;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads constants, and blocks of them with columns in between. */
final class NestedReader {
    private final ShapeReader reader;
    private final BlockReader blocks;
    private final Findings findings;
    private final LeafReader leaves;

    NestedReader(ShapeReader reader, BlockReader blocks, Findings findings, LeafReader leaves) {
        this.reader = reader;
        this.blocks = blocks;
        this.findings = findings;
        this.leaves = leaves;
    }

    Value.Group read(Shape.Nested shape, Node.Mapping mapping, Place place) {
        var values = new LinkedHashMap<String, Value>();
        for (var member : mapping.members()) {
            var name = member.name().text();
            var at = place.in(BlockReader.mark(member), name);
            reader.checkName(name, place.in(member.name().mark(), name));
            var value = member.value() instanceof Node.Mapping block
                            && !block.members().isEmpty()
                    ? nestedBlock(shape, block, at)
                    : any(member.value(), at);
            if (!member.again()) {
                value.ifPresent(read -> values.put(name, read));
            }
        }
        return new Value.Group(place, values, values.keySet());
    }

    private Optional<Value> nestedBlock(Shape.Nested shape, Node.Mapping block, Place place) {
        var names = new HashSet<String>();
        block.members().forEach(member -> names.add(member.name().text()));
        if (names.equals(Set.of("value"))) {
            return any(block.get("value").orElseThrow(), place);
        }
        if (names.contains("column") && Set.of("column", "as").containsAll(names)) {
            var read = blocks.read(shape.reference(), block, place);
            return read.get("column", String.class)
                    .map(column -> new Value.Reference(place, column, read.get("as", String.class)));
        }
        warn(block, names, place);
        return Optional.of(read(shape, block, place));
    }

    /** What looks like a column at first sight, but isn't. */
    private void warn(Node.Mapping block, Set<String> names, Place place) {
        var only = block.members().get(0).name();
        var near = names.size() == 1
                ? Nearest.misspelt(only.text(), List.of("column", "value"))
                : Optional.<String>empty();
        if (near.isPresent()) {
            findings.warning(
                    only.mark(),
                    place.in(only.mark(), only.text()).name(),
                    "becomes a name in the context",
                    "did you mean %s?".formatted(near.get()));
        }
        if (names.contains("column")) {
            findings.warning(
                    place.mark(),
                    place.name(),
                    "is no column but a block, since it has names beside column and as",
                    "write {column: name} alone if a column is meant");
        }
    }

    /** A constant. */
    Optional<Value> any(Node node, Place place) {
        reader.note(place);
        if (node.isNull()) {
            return Optional.of(new Value.Leaf(place, null, (Node.Scalar) node));
        }
        var before = findings.errors();
        var constant = leaves.constant(node, place);
        var written = node instanceof Node.Scalar scalar ? scalar : null;
        return constant.filter(value -> findings.errors() == before)
                .map(value -> new Value.Leaf(place, value, written));
    }
}
