package io.fullcircle.connector.source;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes sources of one type. Found by {@link java.util.ServiceLoader}; stateless. */
public interface SourceProvider {
    /** What {@code source.type} says: {@code duckdb}, {@code postgres}, … */
    String type();

    /** One sentence for help and schema. */
    String description();

    /** The settings beside {@code type}, in the order people read them. */
    List<Option> options();

    /**
     * What is wrong with these settings that their options alone don't tell (one of two is needed, a URL of the wrong
     * shape), without connecting: option name to a sentence. The empty name means the whole block. Empty when all is
     * well.
     */
    default Map<String, String> check(Settings settings) {
        return Map.of();
    }

    /** Why a source with these settings can't materialize an operator; empty when it can. */
    default Optional<String> refusalToMaterialize(Settings settings) {
        return Optional.of("a source of type " + type() + " materializes no operators");
    }

    /**
     * The same way of reading over a connection of the caller's, which stays open; empty when it belongs to another kind
     * of database.
     */
    default Optional<Source> over(Connection connection) {
        return Optional.empty();
    }

    /**
     * Why no tables can be written into the database of a source with these settings; empty when they can.
     *
     * @param schema as it is written in SQL
     */
    default Optional<String> refusalToWrite(Settings settings, String schema) {
        return Optional.of("nothing is written into a source of type " + type());
    }

    /**
     * Writes tables into a schema of the source's database, with the source's own settings. To be had where {@link
     * #refusalToWrite} is empty. Connects to nothing yet.
     *
     * @param schema as it is written in SQL
     */
    default TableWriter writer(Settings settings, String schema) {
        throw new UnsupportedOperationException("nothing is written into a source of type " + type());
    }

    /** The source with these settings. Connects to nothing yet. */
    Source create(Settings settings);
}
