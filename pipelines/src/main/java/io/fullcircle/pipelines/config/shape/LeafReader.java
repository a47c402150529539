package io.fullcircle.pipelines.config.shape;

import io.fullcircle.pipelines.config.file.Findings;
import io.fullcircle.pipelines.config.file.Node;
import io.fullcircle.pipelines.config.file.YamlFile;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads single values: fills them in, then makes of the text what the setting needs. */
final class LeafReader {
    private static final int LONGEST_NUMBER = 400;
    private static final int MOST_REFERENCES = 20;

    private final YamlFile file;
    private final Findings findings;
    private final Substitution substitution;
    private final List<ColumnReference> columns = new ArrayList<>();
    private final Set<String> confidential = new HashSet<>();

    LeafReader(YamlFile file, Findings findings, Substitution substitution) {
        this.file = file;
        this.findings = findings;
        this.substitution = substitution;
    }

    List<ColumnReference> columns() {
        return List.copyOf(columns);
    }

    /** What was filled in, and every secret: nothing of it may get into a finding. */
    Set<String> confidential() {
        return Set.copyOf(confidential);
    }

    /** The text that a scalar stands for, without a finding when it can't be had. */
    Optional<String> quietly(Node.Scalar scalar) {
        var filled = substitution.fill(scalar.text());
        return filled.mistakes().isEmpty() ? Optional.of(filled.text()) : Optional.empty();
    }

    Optional<Value> read(Leaf leaf, Node.Scalar scalar, Place place) {
        if (leaf instanceof Leaf.Text text && text.role() == Leaf.Role.SQL) {
            return hasReferences(scalar, place)
                    ? Optional.empty()
                    : parse(leaf, plainly(leaf, scalar.text()), scalar, place);
        }
        var filled = fill(scalar, place);
        if (filled.isEmpty()) {
            return Optional.empty();
        }
        if (filled.get().references()) {
            return parse(leaf, filledIn(leaf, filled.get(), scalar), scalar, place);
        }
        var written = plainly(leaf, filled.get().text());
        return leaf.kinds().contains(scalar.kind())
                ? parse(leaf, written, scalar, place)
                : ofAnotherKind(leaf, written, scalar, place);
    }

    /**
     * A constant as JSON has it: null, text, boolean, {@link Long}, {@link java.math.BigInteger}, {@link BigDecimal},
     * list or map. What is filled in stays a text, whatever it looks like.
     */
    Optional<Object> constant(Node node, Place place) {
        if (node instanceof Node.Scalar scalar) {
            return scalar(scalar, place);
        }
        if (node instanceof Node.Sequence sequence) {
            var items = new ArrayList<>();
            for (var item : sequence.items()) {
                items.add(constantOrNull(item, place.item(item.mark(), items.size())));
            }
            return Optional.of(Collections.unmodifiableList(items));
        }
        if (node instanceof Node.Mapping mapping) {
            var members = new LinkedHashMap<String, Object>();
            for (var member : mapping.members()) {
                var name = member.name().text();
                members.putIfAbsent(
                        name,
                        constantOrNull(member.value(), place.in(member.value().mark(), name)));
            }
            return Optional.of(Collections.unmodifiableMap(members));
        }
        return Optional.empty();
    }

    private Object constantOrNull(Node node, Place place) {
        return node.isNull() ? null : constant(node, place).orElse(null);
    }

    private Optional<Object> scalar(Node.Scalar scalar, Place place) {
        return switch (scalar.kind()) {
            case TEXT -> fill(scalar, place).map(Substitution.Filled::text);
            case BOOLEAN -> Optional.of(scalar.text().equalsIgnoreCase("true"));
            case INTEGER ->
                Quantity.integer(scalar.text())
                        .<Object>map(whole -> whole.bitLength() < Long.SIZE ? (Object) whole.longValueExact() : whole)
                        .or(() -> noNumber(scalar, place));
            case DECIMAL -> decimal(scalar, place);
            case NULL -> Optional.empty();
        };
    }

    private Optional<Object> decimal(Node.Scalar scalar, Place place) {
        if (scalar.text().length() > LONGEST_NUMBER) {
            return noNumber(scalar, place);
        }
        try {
            return Optional.of(new BigDecimal(scalar.text()));
        } catch (NumberFormatException e) {
            return noNumber(scalar, place);
        }
    }

    private Optional<Object> noNumber(Node.Scalar scalar, Place place) {
        var shown = plainlyShown(scalar.text());
        findings.error(scalar.mark(), place.name(), shown + " is no number that JSON has", "put it in quotes");
        return Optional.empty();
    }

    private Optional<Substitution.Filled> fill(Node.Scalar scalar, Place place) {
        var filled = substitution.fill(scalar.text());
        confidential.addAll(filled.values());
        filled.mistakes()
                .forEach(mistake -> findings.error(scalar.mark(), place.name(), mistake.problem(), mistake.remedy()));
        return filled.mistakes().isEmpty() ? Optional.of(filled) : Optional.empty();
    }

    private boolean hasReferences(Node.Scalar scalar, Place place) {
        var matcher = Substitution.REFERENCE.matcher(scalar.text());
        var found = false;
        for (int count = 0; count < MOST_REFERENCES && matcher.find(); count++) {
            found = true;
            findings.error(
                    file.markIn(scalar, matcher.start()),
                    place.name(),
                    matcher.group() + " isn't filled in inside of SQL",
                    "write the value out: SQL reaches the database as it stands");
        }
        return found;
    }

    private Written plainly(Leaf leaf, String text) {
        if (leaf instanceof Leaf.Hidden) {
            confidential.add(text);
            return Written.hidden(text, substitution.directory());
        }
        return Written.plainly(text, substitution.directory());
    }

    private Written filledIn(Leaf leaf, Substitution.Filled filled, Node.Scalar scalar) {
        if (leaf instanceof Leaf.Hidden) {
            return plainly(leaf, filled.text());
        }
        confidential.add(filled.text());
        return Written.filled(filled.text(), scalar.text(), substitution.directory());
    }

    private String plainlyShown(String text) {
        return Written.plainly(text, substitution.directory()).shown();
    }

    private Optional<Value> parse(Leaf leaf, Written written, Node.Scalar scalar, Place place) {
        var parsed = leaf.parse(written);
        if (parsed instanceof Parsed.Good<?> good) {
            if (leaf instanceof Leaf.Text text && text.role() == Leaf.Role.COLUMN) {
                columns.add(new ColumnReference((String) good.value(), written.shown(), place));
            }
            return Optional.of(new Value.Leaf(place, good.value(), scalar));
        }
        var bad = (Parsed.Bad<?>) parsed;
        findings.error(place.mark(), place.name(), bad.problem(), bad.remedy());
        return Optional.empty();
    }

    /** A number where a text is needed, or the other way round: where quotes are the matter, they are the remedy. */
    private Optional<Value> ofAnotherKind(Leaf leaf, Written written, Node.Scalar scalar, Place place) {
        var parsed = leaf.parse(written);
        if (parsed instanceof Parsed.Bad<?> bad) {
            findings.error(place.mark(), place.name(), bad.problem(), bad.remedy());
            return Optional.empty();
        }
        var quoted = scalar.kind() == Node.Kind.TEXT;
        var shown = leaf instanceof Leaf.Hidden ? "" : ": " + (quoted ? written.text() : '"' + written.text() + '"');
        findings.error(
                place.mark(),
                place.name(),
                "is %s, where %s is needed".formatted(scalar.what(), leaf.what()),
                (quoted ? "write it without quotes" : "put it in quotes") + shown);
        return Optional.empty();
    }
}
