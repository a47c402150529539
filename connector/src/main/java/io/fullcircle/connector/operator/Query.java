package io.fullcircle.connector.operator;

import java.util.List;

/**
 * What a source is asked for: all columns of one table or operator.
 *
 * @param operators the chain, in the order in which each sees the ones above it; may be empty
 * @param table an operator's name, or a table as it is written in SQL, schema included
 * @param orderBy columns of the result that order it, as the database has them; empty when any order will do
 */
public record Query(List<SqlOperator> operators, String table, List<String> orderBy) {
    public Query {
        operators = List.copyOf(operators);
        orderBy = List.copyOf(orderBy);
    }

    public Query(List<SqlOperator> operators, String table) {
        this(operators, table, List.of());
    }
}
