package io.fullcircle.connector.source;

/**
 * One setting of a source, described as data, so that validation, help and the JSON Schema need no connection.
 *
 * @param name as it is written in a pipeline file
 * @param kind what its value is
 * @param required whether a source can't be had without it
 * @param description one sentence for help and schema
 */
public record Option(String name, Kind kind, boolean required, String description) {

    /** What a setting's value is. */
    public enum Kind {
        /** Any text. */
        TEXT,
        /** A text that is never printed. */
        SECRET,
        /** A path; relative ones count from the pipeline file. */
        PATH,
        /** A whole number, zero or more. */
        INTEGER,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** A time such as {@code 30s}, {@code 5m}. */
        DURATION,
        /** Names with texts. */
        MAP
    }
}
