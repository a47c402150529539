package io.fullcircle.connector.mapping;

import io.fullcircle.connector.mapping.Node.Branch;
import io.fullcircle.connector.mapping.Node.Constant;
import io.fullcircle.connector.mapping.Node.Leaf;
import java.util.List;

/**
 * The members of {@code properties} or {@code context}. Without nulls, a member without a value is left out, and so is
 * an object all of whose members are.
 *
 * @param members in the order written; paths that begin alike are one object, where the first of them stands
 * @param withNulls whether a member without a value is written as null
 */
record Tree(List<Node> members, boolean withNulls) {
    Tree {
        members = List.copyOf(members);
    }

    /** Whether nothing would be written. */
    boolean isEmpty(Object[] cells) {
        return isEmpty(members, cells);
    }

    /** Writes the members as one object. */
    void write(JsonOut out, Object[] cells) {
        write(members, out, cells);
    }

    private void write(List<Node> nodes, JsonOut out, Object[] cells) {
        out.open();
        for (int i = 0; i < nodes.size(); i++) {
            var node = nodes.get(i);
            if (withNulls || !isEmpty(node, cells)) {
                out.name(node.name());
                write(node, out, cells);
            }
        }
        out.close();
    }

    private void write(Node node, JsonOut out, Object[] cells) {
        if (node instanceof Leaf leaf) {
            out.value(cells[leaf.cell()]);
        } else if (node instanceof Branch branch) {
            write(branch.members(), out, cells);
        } else {
            out.constant(((Constant) node).json());
        }
    }

    private boolean isEmpty(List<Node> nodes, Object[] cells) {
        for (int i = 0; i < nodes.size(); i++) {
            if (withNulls || !isEmpty(nodes.get(i), cells)) {
                return false;
            }
        }
        return true;
    }

    private boolean isEmpty(Node node, Object[] cells) {
        if (node instanceof Leaf leaf) {
            return cells[leaf.cell()] == null;
        }
        return node instanceof Branch branch ? isEmpty(branch.members(), cells) : ((Constant) node).json() == null;
    }
}
