package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.operator.SqlOperator;
import java.util.ArrayList;
import java.util.List;

/**
 * A query whose materialized operators are tables: each is made by a statement of its own, and what comes below reads
 * the table.
 *
 * @param stages in their order; empty when nothing is materialized
 * @param chain the statement that is read in the end
 */
record Staging(List<Stage> stages, Chain chain) {
    Staging {
        stages = List.copyOf(stages);
    }

    /**
     * @param operator whose rows the table holds
     * @param chain computes them
     * @param table as it is written in SQL
     * @param create makes it
     */
    record Stage(String operator, Chain chain, String table, String create) {}

    /** @throws ConfigurationException when an operator is materialized and the dialect has no place for it */
    static Staging of(Query query, Grammar grammar, Dialect dialect) {
        List<Stage> stages = new ArrayList<>();
        List<SqlOperator> seen = new ArrayList<>();
        for (SqlOperator operator : query.operators()) {
            if (!operator.materialize()) {
                seen.add(operator);
                continue;
            }
            Scratch scratch = dialect.scratch().orElseThrow(() -> nowhere(operator));
            String table = scratch.table(query.purpose(), stages.size(), operator.name());
            seen.add(operator);
            Chain chain = Chain.of(new Query(seen, operator.name()), grammar);
            stages.add(new Stage(operator.name(), chain, table, scratch.create(table) + chain.select()));
            seen.set(seen.size() - 1, new SqlOperator(operator.name(), "SELECT * FROM " + table));
        }
        return new Staging(stages, Chain.of(new Query(seen, query.table(), query.orderBy()), grammar));
    }

    private static ConfigurationException nowhere(SqlOperator operator) {
        return new ConfigurationException(
                "operator \"" + operator.name() + "\" can't be materialized by this source",
                "Remove materialize from the operator, or give the source a schema to write to where it has such a"
                        + " setting.");
    }
}
