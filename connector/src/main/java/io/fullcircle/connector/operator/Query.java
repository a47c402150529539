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
 * @param from values of the order's columns, or of the first ones, of the kinds that a cursor gives: only rows from there on
 *     are read, and rows without a value in one of these columns; empty for all rows
 */
public record Query(
        List<SqlOperator> operators, String table, List<String> orderBy, Purpose purpose, List<Object> from) {
    public Query {
        operators = List.copyOf(operators);
        orderBy = List.copyOf(orderBy);
        from = List.copyOf(from);
        Objects.requireNonNull(purpose);
        if (from.size() > orderBy.size()) {
            throw new IllegalArgumentException("a position has no more values than the order has columns");
        }
    }

    public Query(List<SqlOperator> operators, String table, List<String> orderBy) {
        this(operators, table, orderBy, Purpose.NONE, List.of());
    }

    public Query(List<SqlOperator> operators, String table) {
        this(operators, table, List.of());
    }

    /** The same, asked for this. */
    public Query withPurpose(Purpose other) {
        return new Query(operators, table, orderBy, other, from);
    }

    /** The same in this order, from this position on. */
    public Query ordered(List<String> columns, List<Object> position) {
        return new Query(operators, table, columns, purpose, position);
    }

    public Query(List<SqlOperator> operators, String table, List<String> orderBy, Purpose purpose) {
        this(operators, table, orderBy, purpose, List.of());
    }
}
