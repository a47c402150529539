package io.fullcircle.connector.source.snowflake.standin;

import io.fullcircle.connector.source.snowflake.standin.StandInOptions.Sizes;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBResultSet;

/**
 * Encodes a result once: the first rows in memory, the others as chunk files. Memory is bounded by a few batches. Rows come
 * from DuckDB vector by vector.
 */
final class ResultWriter {
    private final Path directory;
    private final Sizes sizes;
    private final long chunkBytes;
    private final List<StoredResult.Chunk> chunks = new ArrayList<>();
    private final ByteArrayOutputStream inline = new ByteArrayOutputStream();
    private int inlineRows;
    private long rows;

    ResultWriter(Path directory, Sizes sizes, int chunkMegabytes) {
        this.directory = directory;
        this.sizes = sizes;
        chunkBytes = chunkMegabytes * 1_000_000L;
    }

    StoredResult write(String queryId, List<StoredColumn> columns, boolean isArrow, DuckDBResultSet result, Instant now)
            throws SQLException, IOException {
        try (var allocator = new RootAllocator();
                var reader = (ArrowReader) result.arrowExportStream(allocator, sizes.chunkRows())) {
            Rows format = isArrow ? new ArrowRows(columns, allocator) : new JsonRows(columns);
            var root = reader.getVectorSchemaRoot();
            boolean isEmpty = true;
            while (reader.loadNextBatch()) {
                if (root.getRowCount() == 0) continue;
                isEmpty = false;
                batch(format, root);
            }
            if (isEmpty && isArrow) format.write(root, 0, 0, inline);
            return new StoredResult(
                    queryId,
                    columns,
                    format.format(),
                    inline.toByteArray(),
                    inlineRows,
                    rows,
                    List.copyOf(chunks),
                    now);
        }
    }

    private void batch(Rows format, VectorSchemaRoot root) throws IOException {
        int from = 0;
        if (rows == 0) {
            inlineRows = Math.min(sizes.inlineRows(), root.getRowCount());
            if (inlineRows > 0) format.write(root, 0, inlineRows, inline);
            from = inlineRows;
        }
        rows += root.getRowCount();
        int size = rowsPerChunk(root);
        while (from < root.getRowCount()) {
            int count = Math.min(size, root.getRowCount() - from);
            chunk(format, root, from, count);
            from += count;
        }
    }

    private int rowsPerChunk(VectorSchemaRoot root) {
        long bytes = root.getFieldVectors().stream()
                .mapToLong(vector -> vector.getBufferSize())
                .sum();
        long perRow = Math.max(1, bytes / root.getRowCount());
        return (int) Math.max(1, Math.min(sizes.chunkRows(), chunkBytes / perRow));
    }

    private void chunk(Rows format, VectorSchemaRoot root, int from, int count) throws IOException {
        Files.createDirectories(directory);
        var file = directory.resolve(String.valueOf(chunks.size()));
        var counting =
                new Counting(sizes.gzip() ? new FastGzip(Files.newOutputStream(file)) : Files.newOutputStream(file));
        try (OutputStream out = new BufferedOutputStream(counting, 1 << 16)) {
            format.write(root, from, count, out);
        }
        chunks.add(new StoredResult.Chunk(file, count, Files.size(file), counting.bytes));
    }

    private static final class Counting extends FilterOutputStream {
        private long bytes;

        private Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] data, int from, int length) throws IOException {
            out.write(data, from, length);
            bytes += length;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }
    }

    private static final class FastGzip extends GZIPOutputStream {
        private FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
