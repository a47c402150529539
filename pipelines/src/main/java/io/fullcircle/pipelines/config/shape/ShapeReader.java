package io.fullcircle.pipelines.config.shape;

import io.fullcircle.pipelines.config.file.Findings;
import io.fullcircle.pipelines.config.file.Mark;
import io.fullcircle.pipelines.config.file.Node;
import io.fullcircle.pipelines.config.file.YamlFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a file by its description. What is right becomes a {@link Value}, what isn't a finding; one mistake makes one
 * finding, and hides nothing beside it. Used once, by one thread.
 */
public final class ShapeReader {
    private final YamlFile file;
    private final Findings findings;
    private final LeafReader leaves;
    private final BlockReader blocks;
    private final NestedReader nesting;
    private final Map<String, Mark> marks = new LinkedHashMap<>();

    public ShapeReader(YamlFile file, Findings findings, Substitution substitution) {
        this.file = file;
        this.findings = findings;
        this.leaves = new LeafReader(file, findings, substitution);
        this.blocks = new BlockReader(this, findings, leaves);
        this.nesting = new NestedReader(this, blocks, findings, leaves);
    }

    /** The whole file. */
    public Value.Group read(Shape.Block root) {
        return blocks.read(root, file.root(), Place.ROOT);
    }

    /** Every setting that names a column, in the file's order. */
    public List<ColumnReference> columns() {
        return leaves.columns();
    }

    /** Where a character of a leaf's text stands. */
    public Mark markIn(Value.Leaf leaf, int offset) {
        return file.markIn(leaf.written(), offset);
    }

    /** Where the settings stand, by path. */
    public Map<String, Mark> marks() {
        return Map.copyOf(marks);
    }

    /** What was filled in, and every secret: nothing of it may get into a finding. */
    public Set<String> confidential() {
        return leaves.confidential();
    }

    /** Keeps where a setting stands. */
    void note(Place place) {
        marks.putIfAbsent(place.path(), place.mark());
    }

    /** @param sample how the setting may be written, for the remedy */
    Optional<Value> read(Shape shape, Node node, Place place, String sample) {
        note(place);
        return node instanceof Node.Refused ? Optional.empty() : shape.match(new Reading(node, place, sample));
    }

    private Optional<Value> wrongKind(Node node, Place place, String needed, String sample) {
        findings.error(
                node.mark(),
                place.name(),
                "is %s, where %s is needed".formatted(node.what(), needed),
                "write it as `%s`".formatted(sample));
        return Optional.empty();
    }

    private Optional<Value> items(Shape.Items shape, Node.Sequence sequence, Place place, String sample) {
        var items = new ArrayList<Value>();
        var seen = new HashSet<Object>();
        for (int i = 0; i < sequence.items().size(); i++) {
            var node = sequence.items().get(i);
            var at = place.item(node.mark(), i);
            if (node.isNull()) {
                findings.error(node.mark(), at.name(), "has no value", "write one, or remove it");
                continue;
            }
            var item = read(shape.item(), node, at, sample);
            item.ifPresent(items::add);
            if (shape.unique() && item.orElse(null) instanceof Value.Leaf leaf && !seen.add(leaf.value())) {
                findings.error(
                        node.mark(),
                        at.name(),
                        "%s is listed already".formatted(leaf.shown()),
                        "remove it here or further up");
            }
        }
        return Optional.of(new Value.Series(place, items));
    }

    private Optional<Value> names(Shape.Names shape, Node.Mapping mapping, Place place, String sample) {
        var form = shape.regex() == null ? null : Pattern.compile(shape.regex());
        var values = new LinkedHashMap<String, Value>();
        for (var member : mapping.members()) {
            var name = member.name().text();
            var at = place.in(BlockReader.mark(member), name);
            checkName(name, place.in(member.name().mark(), name));
            checkForm(shape, form, name, place.in(member.name().mark(), name));
            if (member.value().isNull()) {
                findings.error(
                        member.name().mark(),
                        at.name(),
                        "has no value",
                        "write %s".formatted(shape.value().what()));
                continue;
            }
            var value = read(shape.value(), member.value(), at, sample);
            if (!member.again() && name.length() <= Shape.Names.LONGEST) {
                value.ifPresent(read -> values.put(name, read));
            }
        }
        return Optional.of(new Value.Group(place, values, values.keySet()));
    }

    /** Names aren't filled in, and may have to be of a form. */
    void checkName(String name, Place place) {
        if (name.contains("${")) {
            findings.error(place.mark(), place.name(), "${…} isn't filled into names", "write the name out");
        }
    }

    private void checkForm(Shape.Names shape, Pattern form, String name, Place place) {
        if (name.length() > Shape.Names.LONGEST) {
            findings.error(place.mark(), place.name(), "is too long a name", "write a shorter one");
            return;
        }
        if (form != null && !form.matcher(name).matches()) {
            findings.error(place.mark(), place.name(), "isn't a name here", "write " + shape.form());
        }
    }

    /** Reads one node by its shape. */
    private final class Reading implements Shape.Cases<Optional<Value>> {
        private final Node node;
        private final Place place;
        private final String sample;

        Reading(Node node, Place place, String sample) {
            this.node = node;
            this.place = place;
            this.sample = sample;
        }

        @Override
        public Optional<Value> leaf(Leaf leaf) {
            return node instanceof Node.Scalar scalar
                    ? leaves.read(leaf, scalar, place)
                    : wrongKind(node, place, leaf.what(), sample);
        }

        @Override
        public Optional<Value> block(Shape.Block block) {
            return node instanceof Node.Mapping mapping
                    ? Optional.of(blocks.read(block, mapping, place))
                    : wrongKind(node, place, block.what(), sample);
        }

        @Override
        public Optional<Value> variants(Shape.Variants variants) {
            return node instanceof Node.Mapping mapping
                    ? Optional.of(blocks.read(variants, mapping, place))
                    : wrongKind(node, place, variants.what(), sample);
        }

        @Override
        public Optional<Value> items(Shape.Items items) {
            return node instanceof Node.Sequence sequence
                    ? ShapeReader.this.items(items, sequence, place, sample)
                    : wrongKind(node, place, items.what(), sample);
        }

        @Override
        public Optional<Value> names(Shape.Names names) {
            return node instanceof Node.Mapping mapping
                    ? ShapeReader.this.names(names, mapping, place, sample)
                    : wrongKind(node, place, names.what(), sample);
        }

        @Override
        public Optional<Value> either(Shape.Either either) {
            for (var shape : either.shapes()) {
                if (fits(shape)) {
                    return shape.match(this);
                }
            }
            return wrongKind(node, place, either.what(), sample);
        }

        private boolean fits(Shape shape) {
            return node instanceof Node.Scalar && shape instanceof Leaf
                    || node instanceof Node.Sequence && shape instanceof Shape.Items
                    || node instanceof Node.Mapping && !(shape instanceof Leaf) && !(shape instanceof Shape.Items);
        }

        @Override
        public Optional<Value> any(Shape.Any any) {
            return nesting.any(node, place);
        }

        @Override
        public Optional<Value> nested(Shape.Nested nested) {
            return node instanceof Node.Mapping mapping
                    ? Optional.of(nesting.read(nested, mapping, place))
                    : wrongKind(node, place, nested.what(), sample);
        }
    }
}
