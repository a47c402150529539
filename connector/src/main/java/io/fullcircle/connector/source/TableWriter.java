package io.fullcircle.connector.source;

/**
 * Adds rows to tables in a source's database, over a connection of its own that may write. It connects at the first call
 * and not before. What was added is there from {@link #commit()} on, all of it; {@link #close()} undoes the rest.
 * Memory doesn't grow with the rows. Confined to one thread.
 *
 * <p>Nothing is ever changed or removed: the rights to read and to insert are enough where the tables are there.
 *
 * <p>Calls throw {@link io.fullcircle.connector.base.EnvironmentException} when the database doesn't do its part.
 */
public interface TableWriter extends AutoCloseable {
    /** Makes the table, and its schema, where it isn't there. */
    void prepare(NewTable table);

    /** Whether the table has a row with this text in that column. */
    boolean contains(NewTable table, String column, String text);

    /** @param values one for each column, in their order */
    void add(NewTable table, Object... values);

    /** Makes what was added last. */
    void commit();

    @Override
    void close();
}
