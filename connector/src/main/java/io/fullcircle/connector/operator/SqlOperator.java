package io.fullcircle.connector.operator;

/**
 * A named SQL step that runs in the database. It sees the tables and every operator above it by name.
 *
 * @param name {@code [A-Za-z_][A-Za-z0-9_]*}
 * @param sql one SELECT (or WITH, VALUES, FROM …), without a closing semicolon
 * @param materialize whether its rows are put into a table for the time of the run, so that steps below that read it
 *     several times compute it once
 */
public record SqlOperator(String name, String sql, boolean materialize) {
    public SqlOperator(String name, String sql) {
        this(name, sql, false);
    }
}
