package io.fullcircle.pipelines.export;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Turns CSV into Parquet by the embedded DuckDB, in constant memory. */
final class Parquet {
    private Parquet() {}

    /** @param csv as {@link CsvSheet} writes it, unguarded */
    static void convert(Path csv, Path target, List<Column> columns) throws SQLException {
        String types = columns.stream()
                .map(column -> quote(column.name()) + ": " + quote(column.type().sql()))
                .collect(Collectors.joining(", ", "{", "}"));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("set memory_limit = '512MB'");
            statement.execute("set threads = 1");
            statement.execute("set TimeZone = 'UTC'");
            statement.execute("""
                    copy (
                        select * from read_csv(%s, columns = %s, header = true, auto_detect = false, delim = ',',
                            quote = '"', escape = '"', allow_quoted_nulls = false, parallel = false)
                    ) to %s (format parquet, compression zstd, use_tmp_file false)
                    """.formatted(quote(csv.toString()), types, quote(target.toString())));
        }
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
