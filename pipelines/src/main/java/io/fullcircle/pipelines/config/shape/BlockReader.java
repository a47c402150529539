package io.fullcircle.pipelines.config.shape;

import io.fullcircle.connector.base.Nearest;
import io.fullcircle.pipelines.config.file.Findings;
import io.fullcircle.pipelines.config.file.Mark;
import io.fullcircle.pipelines.config.file.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads blocks of settings with known names. A misspelt name stands in for the setting that it probably means: that one
 * isn't missing, and its value is judged, so that one mistake makes one finding and hides no other.
 */
final class BlockReader {
    private final ShapeReader reader;
    private final Findings findings;
    private final LeafReader leaves;

    BlockReader(ShapeReader reader, Findings findings, LeafReader leaves) {
        this.reader = reader;
        this.findings = findings;
        this.leaves = leaves;
    }

    /** Where findings about a member stand: a block's name, else the value. */
    static Mark mark(Node.Member member) {
        return member.value() instanceof Node.Mapping || member.value().isNull()
                ? member.name().mark()
                : member.value().mark();
    }

    /** The group has the type that judged it, even where the file misspells it. */
    Value.Group read(Shape.Variants variants, Node.Mapping mapping, Place place) {
        var type = type(variants, mapping);
        var group = read(type.map(variants::block).orElseGet(variants::union), mapping, place);
        if (type.isEmpty()) {
            return group;
        }
        var values = new LinkedHashMap<>(group.values());
        values.putIfAbsent(Shape.Variants.TYPE, new Value.Leaf(place, type.get().name(), null));
        return new Value.Group(place, values, group.written());
    }

    Value.Group read(Shape.Block block, Node.Mapping mapping, Place place) {
        var assigned = assign(block, mapping, place);
        var values = new LinkedHashMap<String, Value>();
        var written = new LinkedHashSet<String>();
        for (var entry : assigned) {
            var value = read(entry.member(), entry.setting(), place);
            if (entry.member().again()) {
                continue;
            }
            if (!isAbsent(entry)) {
                written.add(entry.setting().name());
            }
            value.ifPresent(read -> values.put(entry.setting().name(), read));
        }
        reportMissing(block, assigned, place);
        block.rules().stream().anyMatch(rule -> isBroken(rule, written, values, place));
        return new Value.Group(place, values, written);
    }

    private record Assigned(Node.Member member, Setting setting) {}

    private static boolean isAbsent(Assigned entry) {
        return entry.member().value().isNull() && !(entry.setting().shape() instanceof Shape.Any);
    }

    private Optional<Value> read(Node.Member member, Setting setting, Place block) {
        var place = block.in(mark(member), member.name().text());
        if (!isAbsent(new Assigned(member, setting))) {
            return reader.read(setting.shape(), member.value(), place, setting.sample());
        }
        if (setting.required() && !member.again()) {
            findings.error(place.mark(), place.name(), "has no value", "write it as `%s`".formatted(setting.sample()));
        }
        return Optional.empty();
    }

    /** Finds the setting of every member; those without one are reported, and left out where nothing is near. */
    private List<Assigned> assign(Shape.Block block, Node.Mapping mapping, Place place) {
        var free = block.settings().stream().map(Setting::name).collect(Collectors.toCollection(LinkedHashSet::new));
        var lines = new LinkedHashMap<String, Integer>();
        for (var member : mapping.members()) {
            free.remove(member.name().text());
            lines.putIfAbsent(member.name().text(), member.name().mark().line());
        }
        var assigned = new ArrayList<Assigned>();
        for (var member : mapping.members()) {
            var exact = block.setting(member.name().text());
            if (exact.isPresent()) {
                assigned.add(new Assigned(member, exact.get()));
                continue;
            }
            var near = nearest(member, block, free);
            if (near.isEmpty() && block.others().isPresent()) {
                reader.checkName(
                        member.name().text(),
                        place.in(member.name().mark(), member.name().text()));
                assigned.add(new Assigned(
                        member, block.others().get().each().named(member.name().text())));
                continue;
            }
            near.ifPresent(setting -> free.remove(setting.name()));
            near.ifPresent(setting -> assigned.add(new Assigned(member, setting)));
            if (!member.again()) {
                reportUnknown(member, near, block, lines, place);
            }
        }
        return assigned;
    }

    private static Optional<Setting> nearest(Node.Member member, Shape.Block block, Set<String> among) {
        var names = new LinkedHashMap<String, Setting>();
        for (var setting : block.settings()) {
            if (among.contains(setting.name())) {
                names.put(setting.name(), setting);
                setting.others().forEach(other -> names.putIfAbsent(other, setting));
            }
        }
        var written = member.name().text();
        // Where any name may stand, only one with a few wrong letters is taken for another's.
        var near = block.others().isPresent()
                ? Nearest.misspelt(written, names.keySet())
                : Nearest.of(written, names.keySet());
        return near.map(names::get);
    }

    private void reportUnknown(
            Node.Member member, Optional<Setting> near, Shape.Block block, Map<String, Integer> lines, Place place) {
        var at = place.in(member.name().mark(), member.name().text());
        var where = place.path().isEmpty() ? "a pipeline file" : place.path();
        findings.error(
                at.mark(),
                at.name(),
                "is not a setting of " + where,
                near.map(setting -> "did you mean %s?".formatted(setting.name())
                                + block.others()
                                        .map(others -> " " + others.otherwise())
                                        .orElse(""))
                        .or(() -> nearest(member, block, lines.keySet())
                                .map(setting -> "remove it; %s is on line %d already"
                                        .formatted(setting.name(), lines.get(setting.name()))))
                        .orElseGet(() -> "remove it, or write one of " + list(block)));
    }

    private static String list(Shape.Block block) {
        return block.settings().stream().map(Setting::name).collect(Collectors.joining(", "));
    }

    private void reportMissing(Shape.Block block, List<Assigned> assigned, Place place) {
        var names = new HashSet<String>();
        assigned.forEach(entry -> names.add(entry.setting().name()));
        for (var setting : block.settings()) {
            if (setting.required() && !names.contains(setting.name())) {
                findings.error(
                        place.mark(),
                        place.in(place.mark(), setting.name()).name(),
                        "is missing",
                        "add `%s`%s".formatted(setting.sample(), explanation(setting)));
            }
        }
    }

    /** Where an example can't show what is meant. */
    private static String explanation(Setting setting) {
        return setting.example().equals("…") ? " (" + setting.description().replaceFirst("\\.$", "") + ")" : "";
    }

    private boolean isBroken(Rule rule, Set<String> written, Map<String, Value> values, Place place) {
        if (rule instanceof Rule.AtLeastOne one && one.names().stream().noneMatch(written::contains)) {
            var others = one.names().subList(1, one.names().size());
            findings.error(
                    place.mark(),
                    place.in(place.mark(), one.names().get(0)).name(),
                    "is missing, and so is " + String.join(" and ", others),
                    one.remedy());
            return true;
        }
        if (rule instanceof Rule.ExactlyOne one) {
            var count = one.names().stream().filter(written::contains).count();
            if (count != 1) {
                var problem = count == 0
                        ? "has neither " + String.join(" nor ", one.names())
                        : "has "
                                + one.names().stream().filter(written::contains).collect(Collectors.joining(" and "));
                findings.error(place.mark(), place.name(), problem, one.remedy());
            }
            return count != 1;
        }
        if (rule instanceof Rule.Beside beside
                && written.contains(beside.name())
                && !written.contains(beside.other())) {
            var at = Optional.ofNullable(values.get(beside.name()))
                    .map(Value::place)
                    .orElse(place);
            findings.error(
                    at.mark(), at.name(), "only goes with " + beside.other(), "remove it, or add " + beside.other());
            return true;
        }
        return false;
    }

    /** The type that judges the block: the one written, else the nearest to it; none when that can't be guessed. */
    private Optional<Shape.Variant> type(Shape.Variants variants, Node.Mapping mapping) {
        if (variants.types().size() == 1) {
            return Optional.of(variants.types().get(0));
        }
        return typeMember(variants, mapping)
                .filter(node -> node instanceof Node.Scalar)
                .flatMap(node -> leaves.quietly((Node.Scalar) node))
                .flatMap(text ->
                        variants.names().contains(text) ? Optional.of(text) : Nearest.of(text, variants.names()))
                .flatMap(name -> variants.types().stream()
                        .filter(variant -> variant.name().equals(name))
                        .findFirst());
    }

    private static Optional<Node> typeMember(Shape.Variants variants, Node.Mapping mapping) {
        var exact = mapping.get(Shape.Variants.TYPE);
        if (exact.isPresent()) {
            return exact;
        }
        var names = variants.union().settings().stream().map(Setting::name).collect(Collectors.toSet());
        return mapping.members().stream()
                .filter(member -> Nearest.misspelt(member.name().text(), names)
                        .filter(Shape.Variants.TYPE::equals)
                        .isPresent())
                .map(Node.Member::value)
                .findFirst();
    }
}
