package io.fullcircle.connector.operator;

import java.util.List;
import java.util.Objects;

/**
 * What a source is asked for: all columns of one table or operator.
 *
 * @param operators the chain, in the order in which each sees the ones above it; may be empty
 * @param table an operator's name, or a table as it is written in SQL, schema included
 * @param orderBy columns of the result that order it, as the database has them; empty when any order will do
 * @param purpose what the rows are for
 */
public record Query(List<SqlOperator> operators, String table, List<String> orderBy, Purpose purpose) {
    public Query {
        operators = List.copyOf(operators);
        orderBy = List.copyOf(orderBy);
        Objects.requireNonNull(purpose);
    }

    public Query(List<SqlOperator> operators, String table, List<String> orderBy) {
        this(operators, table, orderBy, Purpose.NONE);
    }

    public Query(List<SqlOperator> operators, String table) {
        this(operators, table, List.of());
    }

    /** The same, asked for this. */
    public Query withPurpose(Purpose other) {
        return new Query(operators, table, orderBy, other);
    }
}
