package io.fullcircle.connector.source;

import io.fullcircle.connector.operator.Query;
import java.util.List;
import java.util.Optional;

/**
 * A database that rows come from, read-only. It connects at the first call that needs a connection, not before, and
 * {@link #close()} gives every connection back. One thread at a time.
 *
 * <p>Calls throw {@link io.fullcircle.connector.base.EnvironmentException} when the database can't be had (which host,
 * which setting, why) and {@link io.fullcircle.connector.base.ConfigurationException} when the SQL or a name is wrong
 * (with the operator's name where the database tells the place).
 */
public interface Source extends AutoCloseable {
    /**
     * The query's rows as a stream. Its SQL is checked by the database here; it runs with the first {@link Cursor#next()},
     * so that it can be cancelled from its start on.
     */
    Cursor open(Query query);

    /**
     * The rows of an earlier statement once more, from what the server has kept of it, in the query's order: the same
     * rows at no second computation.
     *
     * @param statementId what {@link Cursor#statementId()} said
     * @param query for its order and purpose; its SQL isn't run
     * @return empty when the server keeps nothing, or no longer
     */
    default Optional<Cursor> reopen(String statementId, Query query) {
        return Optional.empty();
    }

    /** The columns that the query would have, without running it where the database can tell. */
    List<Column> describe(Query query);

    /** Whether {@link Query#from} is obeyed. */
    default boolean readsFromPositions() {
        return false;
    }

    /** Tables and views that the connection offers, system catalogs left out, sorted by name. */
    List<Table> tables();

    @Override
    void close();
}
