package io.fullcircle.pipelines.config.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * Makes a tree of the parser's events. What YAML offers beyond names, lists and values (anchors, aliases, tags, several
 * documents, names that aren't texts) is reported and left out. Mistakes of syntax come out of the events' iterator as
 * the parser's exceptions.
 */
final class YamlTree {
    /** Far more than a pipeline needs; protects the stack. */
    private static final int MAX_DEPTH = 50;

    private static final CoreScalarResolver TYPES = new CoreScalarResolver(false);
    private static final Map<Tag, Node.Kind> KINDS = Map.of(
            Tag.INT, Node.Kind.INTEGER,
            Tag.FLOAT, Node.Kind.DECIMAL,
            Tag.BOOL, Node.Kind.BOOLEAN,
            Tag.NULL, Node.Kind.NULL);

    private final Iterator<Event> events;
    private final Findings findings;

    /** Ends the reading, since the parser's time grows with the square of the depth. It is reported already. */
    static final class TooDeep extends RuntimeException {
        private TooDeep() {
            super("nested too deeply", null, false, false);
        }
    }

    YamlTree(Iterator<Event> events, Findings findings) {
        this.events = events;
        this.findings = findings;
    }

    /** The root of the first document; nothing when the file has none. A second document is a finding. */
    Optional<Node> document() {
        Optional<Node> root = Optional.empty();
        while (events.hasNext()) {
            var event = events.next();
            if (event instanceof DocumentStartEvent && root.isPresent()) {
                findings.inFile(
                        mark(event), "a second document begins here", "write one pipeline into each file, without ---");
                return root;
            }
            if (event instanceof NodeEvent node) {
                root = Optional.of(node(node, "", 1));
            }
            if (event instanceof StreamEndEvent) {
                return root;
            }
        }
        return root;
    }

    private Node node(NodeEvent event, String path, int depth) {
        if (event instanceof AliasEvent) {
            refuse(event, path, "aliases (*name) aren't read", "write the value out");
            return new Node.Refused(mark(event));
        }
        event.getAnchor()
                .ifPresent(anchor -> refuse(
                        event, path, "anchors (&%s) aren't read".formatted(anchor.getValue()), "remove the anchor"));
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag().isPresent()
                    ? tagged(scalar, path, scalar.getTag().get())
                    : scalar(scalar);
        }
        var start = (CollectionStartEvent) event;
        if (depth > MAX_DEPTH) {
            refuse(event, path, "is nested too deeply", "write it with fewer levels");
            throw new TooDeep();
        }
        var read = start instanceof MappingStartEvent ? mapping(start, path, depth) : sequence(start, path, depth);
        return start.getTag().map(tag -> tagged(start, path, tag)).orElse(read);
    }

    private Node.Scalar scalar(ScalarEvent event) {
        var kind = event.isPlain()
                ? KINDS.getOrDefault(TYPES.resolve(event.getValue(), true), Node.Kind.TEXT)
                : Node.Kind.TEXT;
        return new Node.Scalar(mark(event), event.getValue(), kind, event.isLiteral());
    }

    private Node tagged(Event event, String path, String tag) {
        var written = tag.replace("tag:yaml.org,2002:", "!!");
        refuse(event, path, "tags (%s) aren't read".formatted(written), "remove it; quotes make a text of anything");
        return new Node.Refused(mark(event));
    }

    private Node sequence(CollectionStartEvent start, String path, int depth) {
        var items = new ArrayList<Node>();
        for (var event = events.next(); event instanceof NodeEvent node; event = events.next()) {
            items.add(node(node, path + "[" + items.size() + "]", depth + 1));
        }
        return new Node.Sequence(mark(start), items);
    }

    private Node mapping(CollectionStartEvent start, String path, int depth) {
        var members = new ArrayList<Node.Member>();
        var lines = new HashMap<String, Integer>();
        for (var event = events.next(); event instanceof NodeEvent key; event = events.next()) {
            var name = node(key, path, depth + 1);
            if (name instanceof Node.Scalar scalar) {
                var member = path.isEmpty() ? scalar.text() : path + "." + scalar.text();
                var again = isAgain(scalar, member, lines);
                if (scalar.text().equals("<<")) {
                    refuse(key, member, "merge keys (<<) aren't read", "write the settings out");
                    node((NodeEvent) events.next(), member, depth + 1);
                    continue;
                }
                members.add(new Node.Member(scalar, node((NodeEvent) events.next(), member, depth + 1), again));
                continue;
            }
            if (!(name instanceof Node.Refused)) {
                refuse(key, path, "a name must be a text", "write name: value");
            }
            node((NodeEvent) events.next(), path, depth + 1);
        }
        return new Node.Mapping(mark(start), members);
    }

    private boolean isAgain(Node.Scalar name, String path, Map<String, Integer> lines) {
        var first = lines.putIfAbsent(name.text(), name.mark().line());
        if (first == null) {
            return false;
        }
        findings.error(name.mark(), path, "is written a second time, first on line " + first, "remove one of the two");
        return true;
    }

    private void refuse(Event event, String path, String problem, String remedy) {
        findings.error(mark(event), path.isEmpty() ? "file" : path, problem, remedy);
    }

    private static Mark mark(Event event) {
        return event.getStartMark()
                .map(mark -> new Mark(mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(Mark.START);
    }
}
