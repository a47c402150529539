package io.fullcircle.connector.mapping;

import io.fullcircle.connector.base.Nearest;
import io.fullcircle.connector.mapping.Node.Branch;
import io.fullcircle.connector.mapping.Node.Constant;
import io.fullcircle.connector.mapping.Node.Leaf;
import io.fullcircle.connector.mapping.TrackMapping.Content;
import io.fullcircle.connector.mapping.TrackMapping.Nulls;
import io.fullcircle.connector.mapping.TrackMapping.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes trees of properties while a mapping is bound, and gathers their leaves, each with a cell of its own. */
final class TreeBinding {
    private final Columns columns;
    private final boolean withNulls;
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<String> constants = new ArrayList<>();

    TreeBinding(Columns columns, Nulls nulls) {
        this.columns = columns;
        this.withNulls = nulls == Nulls.SEND;
    }

    /** The leaves of all trees made so far; each one's cell is its place in this list. */
    Leaf[] leaves() {
        return leaves.toArray(Leaf[]::new);
    }

    /** Names and values of the constants in all trees made so far, sorted. */
    List<String> constants() {
        return constants.stream().sorted().toList();
    }

    /** The cell of the leaf with this label; the first one, and a problem noted, where no column is mapped to it. */
    int cell(String label) {
        for (var leaf : leaves) {
            if (leaf.label().equals(label)) {
                return leaf.cell();
            }
        }
        var labels = leaves.stream().map(Leaf::label).toList();
        var nearest = Nearest.of(label, labels).map(" (did you mean %s?)"::formatted);
        columns.problem("guard: no column becomes %s%s".formatted(label, nearest.orElse("")));
        return 0;
    }

    /** @param place how people call the tree: {@code properties} */
    Tree tree(String place, List<Property> properties) {
        var root = new Draft();
        for (var property : properties) {
            draft(place, root, property);
        }
        return new Tree(nodes(place, root), withNulls);
    }

    private void draft(String place, Draft root, Property property) {
        var draft = root;
        var label = place;
        for (var name : property.path()) {
            if (draft.content != null) {
                columns.problem("%s is a value, it can't hold %s too".formatted(label, label(place, property.path())));
                return;
            }
            label += "." + name;
            draft = draft.members.computeIfAbsent(name, absent -> new Draft());
        }
        if (draft.content != null || draft == root) {
            columns.problem(label + " is there twice");
            return;
        }
        if (!draft.members.isEmpty()) {
            columns.problem("%s holds %s.%s, it can't be a value too"
                    .formatted(label, label, draft.members.keySet().iterator().next()));
            return;
        }
        draft.content = property.content();
    }

    private static String label(String place, List<String> path) {
        return place + "." + String.join(".", path);
    }

    private List<Node> nodes(String place, Draft draft) {
        return draft.members.entrySet().stream()
                .map(member -> node(place + "." + member.getKey(), member.getKey(), member.getValue()))
                .toList();
    }

    private Node node(String label, String text, Draft draft) {
        var name = Constants.text(text);
        if (draft.content == null) {
            return new Branch(name, nodes(label, draft));
        }
        if (draft.content instanceof Content.Constant constant) {
            var json = Constants.json(constant.value());
            constants.add(label + "=" + (json == null ? "" : json.getValue()));
            return new Constant(name, json);
        }
        var source = (Content.FromColumn) draft.content;
        int column = columns.find(label, source.column());
        var leaf = new Leaf(name, label, column, source.as().orElse(null), leaves.size());
        leaves.add(leaf);
        return leaf;
    }

    /** A node on its way: a value's content, or members. */
    private static final class Draft {
        final Map<String, Draft> members = new LinkedHashMap<>();
        Content content;
    }
}
