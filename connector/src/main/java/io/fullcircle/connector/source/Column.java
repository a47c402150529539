package io.fullcircle.connector.source;

/**
 * A column of a table or of a result.
 *
 * @param name as the database has it
 * @param type the database's own name of the type, for people: {@code NUMBER(38,0)}, {@code timestamptz}
 */
public record Column(String name, String type) {}
