package io.fullcircle.connector.source.snowflake.standin;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A result as it is served.
 *
 * @param format "json" or "arrow"
 * @param inline the first rows' encoding
 * @param stored when it was complete; its addresses and its RESULT_SCAN end by this time
 */
record StoredResult(
        String queryId,
        List<StoredColumn> columns,
        String format,
        byte[] inline,
        int inlineRows,
        long rows,
        List<Chunk> chunks,
        Instant stored) {

    /**
     * A part of a result.
     *
     * @param bytes of the file
     * @param plainBytes before compression
     */
    record Chunk(Path file, int rows, long bytes, long plainBytes) {}
}
