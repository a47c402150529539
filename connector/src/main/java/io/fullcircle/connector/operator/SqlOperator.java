package io.fullcircle.connector.operator;

/**
 * A named SQL step that runs in the database. It sees the tables and every operator above it by name.
 *
 * @param name {@code [A-Za-z_][A-Za-z0-9_]*}
 * @param sql one SELECT (or WITH, VALUES, FROM …), without a closing semicolon
 */
public record SqlOperator(String name, String sql) {}
