package io.fullcircle.connector.source.snowflake.standin;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Writes rows of a result in one of the protocol's formats. One thread. */
interface Rows {
    /** Writes the rows [from, from + count) of what DuckDB gave as one chunk's body. */
    void write(VectorSchemaRoot source, int from, int count, OutputStream out) throws IOException;

    /** "json" or "arrow". */
    String format();
}
