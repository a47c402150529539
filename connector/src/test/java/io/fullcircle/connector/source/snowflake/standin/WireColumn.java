package io.fullcircle.connector.source.snowflake.standin;

import tools.jackson.databind.node.ObjectNode;

/**
 * A column as the protocol describes it.
 *
 * @param name as Snowflake shows it
 * @param precision of numbers; 0 elsewhere
 * @param scale of numbers; digits of the second's fraction of times
 * @param length of texts and binaries; 0 elsewhere
 */
record WireColumn(String name, LogicalType type, int precision, int scale, int length, boolean nullable) {
    static final int MAX_TEXT = 16_777_216;
    static final int MAX_BINARY = 8_388_608;

    /** What travels in a result. */
    enum LogicalType {
        FIXED,
        REAL,
        BOOLEAN,
        TEXT,
        BINARY,
        DATE,
        TIME,
        TIMESTAMP_NTZ,
        TIMESTAMP_LTZ,
        TIMESTAMP_TZ,
        VARIANT,
        OBJECT,
        ARRAY
    }

    static WireColumn text(String name) {
        return new WireColumn(name, LogicalType.TEXT, 0, 0, MAX_TEXT, true);
    }

    static WireColumn number(String name, int precision) {
        return new WireColumn(name, LogicalType.FIXED, precision, 0, 0, true);
    }

    WireColumn named(String other) {
        return new WireColumn(other, type, precision, scale, length, nullable);
    }

    /** The column's entry in a reply's rowtype. */
    void describe(ObjectNode node) {
        node.put("name", name).put("database", "").put("schema", "").put("table", "");
        node.put("type", type.name().toLowerCase()).put("nullable", nullable);
        switch (type) {
            case FIXED -> node.put("precision", precision).put("scale", scale);
            case TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ ->
                node.put("precision", 0).put("scale", scale);
            case REAL, BOOLEAN, DATE, TEXT, BINARY, VARIANT, OBJECT, ARRAY ->
                node.putNull("precision").putNull("scale");
        }
        if (length > 0) {
            node.put("length", length)
                    .put("byteLength", type == LogicalType.TEXT ? Math.min(MAX_TEXT, length * 4L) : length);
        } else {
            node.putNull("length").putNull("byteLength");
        }
        node.putNull("collation");
    }

    /** The type as SHOW COLUMNS has it. */
    void describeType(ObjectNode node) {
        node.put("type", type.name()).put("nullable", nullable);
        switch (type) {
            case FIXED -> node.put("precision", precision).put("scale", scale);
            case TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ ->
                node.put("precision", 0).put("scale", scale);
            case TEXT, BINARY ->
                node.put("length", length).put("byteLength", length).put("fixed", false);
            case REAL, BOOLEAN, DATE, VARIANT, OBJECT, ARRAY -> {}
        }
    }
}
