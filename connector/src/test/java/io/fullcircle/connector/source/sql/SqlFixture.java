package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.source.Source;
import java.sql.SQLException;

/** One database that {@link SqlSourceContract} is tried on. Its tables are made by the contract through {@link #execute}. */
public interface SqlFixture extends AutoCloseable {
    /** Runs statements that write, past the source. A source may be opened afterwards. */
    void execute(String... statements) throws Exception;

    /** A new source on this database. */
    Source source();

    /** A source of the same kind whose database can't be had. */
    Source unreachable();

    /** What its message must name: a host and port, a file. */
    String unreachablePlace();

    /** A SELECT of the integers from 1 to this, as column {@code n}. */
    String numbers(long count);

    /** A SELECT without an end in sight, that answers no row on the way. */
    String endless();

    /** A name as this database keeps it when it is written without quotes. */
    default String stored(String name) {
        return name;
    }

    /** Whether its messages tell the line of a fault. */
    default boolean tellsLines() {
        return true;
    }

    @Override
    void close() throws SQLException;
}
