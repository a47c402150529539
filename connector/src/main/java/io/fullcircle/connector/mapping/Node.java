package io.fullcircle.connector.mapping;

import io.fullcircle.connector.mapping.TrackMapping.As;
import java.util.List;
import tools.jackson.core.io.SerializedString;

/** A member of {@code properties} or {@code context}, bound to the columns of a result. */
sealed interface Node {
    SerializedString name();

    /**
     * A value from a column.
     *
     * @param label how people call it: {@code scores.iphone}
     * @param column the column's index
     * @param as what it is cast to, or null
     * @param cell where the value lies once it is cast
     */
    record Leaf(SerializedString name, String label, int column, As as, int cell) implements Node {}

    /** The same value in every call, as JSON; null for none. */
    record Constant(SerializedString name, SerializedString json) implements Node {}

    /** An object with members of its own, at least one. */
    record Branch(SerializedString name, List<Node> members) implements Node {}
}
