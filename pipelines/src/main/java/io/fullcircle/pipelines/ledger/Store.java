package io.fullcircle.pipelines.ledger;

import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;

/**
 * The database under a ledger, and all that differs between SQLite and PostgreSQL. Any thread may enter. Trouble with
 * the database arrives as {@link io.fullcircle.connector.base.EnvironmentException}.
 */
interface Store extends AutoCloseable {
    /** Reads in one snapshot, on a connection of its own: long readings don't stop writers. */
    <R> R read(HandleCallback<R, RuntimeException> work);

    /** Writes in one transaction. It is safe against a kill when this has returned, and undone when it throws. */
    <R> R write(HandleCallback<R, RuntimeException> work);

    /** Writes, and leaves nothing of what it removes in files that are reclaimed afterwards, where that can be had. */
    <R> R erase(HandleCallback<R, RuntimeException> work);

    /** Who carries out what. */
    Locks locks();

    /** For a library that keeps tables of its own here; on connections of its own. */
    DataSource database();

    /** Gives the room of what was deleted back, as far as that is cheap. */
    void reclaim();

    @Override
    void close();
}
