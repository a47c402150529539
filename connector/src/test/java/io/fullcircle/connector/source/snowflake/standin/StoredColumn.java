package io.fullcircle.connector.source.snowflake.standin;

/**
 * A column of a stored result.
 *
 * @param wire what the client is told
 * @param duck the DuckDB type it is stored as
 */
record StoredColumn(WireColumn wire, String duck) {

    /** How many vectors {@link DuckTypes#read} makes of it. */
    int vectors() {
        return wire.type() == WireColumn.LogicalType.TIMESTAMP_TZ ? 2 : 1;
    }

    boolean readsNanos() {
        return DuckTypes.readsNanos(duck);
    }

    /** Units per second of a time or timestamp as it is read. */
    long unitsPerSecond() {
        return readsNanos() ? 1_000_000_000L : 1_000_000L;
    }
}
