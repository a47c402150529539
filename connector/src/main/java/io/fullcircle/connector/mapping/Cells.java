package io.fullcircle.connector.mapping;

import io.fullcircle.connector.mapping.Node.Leaf;
import java.util.Arrays;

/** The values of one row as its leaves write them, casts done. Confined to one thread. */
final class Cells {
    private final Leaf[] leaves;
    private final Object[] cells;

    Cells(Leaf[] leaves) {
        this.leaves = leaves;
        this.cells = new Object[leaves.length];
    }

    /** Takes every leaf's value; answers the first leaf that can't be cast, null when all can. */
    Leaf fill(RowValues values) {
        for (var leaf : leaves) {
            var value = values.all()[leaf.column()];
            if (value != null && leaf.as() != null) {
                var cast = Casts.cast(leaf.as(), value);
                if (cast == Casts.REFUSED) {
                    return leaf;
                }
                value = cast == value ? value : values.settled(cast);
                if (value == null && cast instanceof Number) {
                    values.noteNotFinite(leaf.column());
                }
            }
            cells[leaf.cell()] = value;
        }
        return null;
    }

    /** By the leaves' cell numbers; not to be changed. */
    Object[] all() {
        return cells;
    }

    /** The value of one cell as it was before JSON had to have it: NaN for any number that isn't finite. */
    Object value(int cell, RowValues values) {
        boolean notFinite = cells[cell] == null && values.isNotFinite(leaves[cell].column());
        return notFinite ? (Object) Double.NaN : cells[cell];
    }

    Leaf[] leaves() {
        return leaves;
    }

    void clear() {
        Arrays.fill(cells, null);
    }
}
