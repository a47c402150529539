package io.fullcircle.benchmark;

import io.fullcircle.benchmark.Rows.Kind;
import io.fullcircle.benchmark.Rows.Property;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;

/**
 * The rows that every competitor gets, made by DuckDB from their number: an id, five scores or ten properties of which
 * four are texts, and the time of the scoring.
 *
 * @param parquet for the application
 * @param properties what a row has beside its id and its time
 */
record Data(Path parquet, long rows, List<Property> properties) {
    private static final List<String> SCORES = List.of("iphone", "apple_watch", "ipad", "mac", "airpods");

    private static final String NARROW = """
            select 100000000 + n as customer_id,
                   (n * 7919 %% 99991) / 99991 as iphone,
                   (n * 104729 %% 10000) / 10000 as apple_watch,
                   (n * 1299709 %% 10000) / 10000 as ipad,
                   (n * 15485863 %% 10000) / 10000 as mac,
                   (n * 611953 %% 10000) / 10000 as airpods,
                   timestamp '2026-11-16 02:00:00' + to_milliseconds(n) as scored_at
            from range(%d) as numbers(n)""";

    private static final String WIDE = """
            select 100000000 + n as customer_id,
                   (n * 7919 %% 99991) / 99991 as iphone,
                   (n * 104729 %% 10000) / 10000 as apple_watch,
                   (n * 1299709 %% 10000) / 10000 as ipad,
                   (n * 15485863 %% 10000) / 10000 as mac,
                   (n * 611953 %% 10000) / 10000 as airpods,
                   (n * 7907 %% 10000) / 10000 as services,
                   'model-v' || n %% 7 as model,
                   ['likely to renew', 'at risk', 'new', 'dormant'][1 + n %% 4] as segment,
                   'Bought ' || n %% 12 || ' times since 2023, last in week ' || n %% 52 || '; opened '
                       || n %% 30 || ' of 30 letters' as reason,
                   'Größe ' || n %% 60 || ', Zürich' as note,
                   timestamp '2026-11-16 02:00:00' + to_milliseconds(n) as scored_at
            from range(%d) as numbers(n)""";

    static Data narrow(Path folder, long rows) throws SQLException {
        return make(folder.resolve("narrow-" + rows + ".parquet"), NARROW, rows, numbers(SCORES.stream()));
    }

    static Data wide(Path folder, long rows) throws SQLException {
        var texts = Stream.of("model", "segment", "reason", "note").map(name -> new Property(name, Kind.TEXT));
        var properties = Stream.concat(numbers(Stream.concat(SCORES.stream(), Stream.of("services"))).stream(), texts)
                .toList();
        return make(folder.resolve("wide-" + rows + ".parquet"), WIDE, rows, properties);
    }

    /**
     * The same keys on two days: a hundredth of them with another score, a thousandth gone, a thousandth new.
     *
     * @param calls how many changed or came
     */
    record Moved(Data before, Data after, long calls) {}

    static Moved moved(Path folder, long keys) throws SQLException {
        long came = keys / 1000;
        long gone = (keys + 982) / 1000;
        long changed = (keys + 94) / 100;
        String all = NARROW.formatted(keys + came);
        String select = "select * replace (iphone + (customer_id %% 100 = 5 and customer_id < 100000000 + %d)::int as"
                + " iphone) from (" + all.replace("%", "%%")
                + ") where customer_id %% 1000 <> 17 or customer_id >= 100000000 + %1$d";
        Path parquet = folder.resolve("moved-" + keys + ".parquet");
        write(parquet, select.formatted(keys));
        var after = new Data(parquet, keys - gone + came, numbers(SCORES.stream()));
        return new Moved(narrow(folder, keys), after, changed + came);
    }

    private static List<Property> numbers(Stream<String> names) {
        return names.map(name -> new Property(name, Kind.NUMBER)).toList();
    }

    private static Data make(Path parquet, String select, long rows, List<Property> properties) throws SQLException {
        write(parquet, select.formatted(rows));
        return new Data(parquet, rows, properties);
    }

    private static void write(Path parquet, String select) throws SQLException {
        try (var connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("copy (" + select + ") to '" + parquet + "' (format parquet)");
        }
    }

    private static Connection connect() throws SQLException {
        var streamed = new Properties();
        streamed.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        return new DuckDBDriver().connect("jdbc:duckdb:", streamed);
    }

    /** The same rows as {@link Rows} reads them. */
    Path bytes() throws SQLException, IOException {
        Path file = beside(".rows");
        if (Files.exists(file)) {
            return file;
        }
        var names = properties.stream().map(Property::name).toList();
        String columns = "customer_id, " + String.join(", ", names) + ", epoch_ms(scored_at)";
        try (var connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select " + columns + " from '" + parquet + "'");
                var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            out.writeInt(properties.size());
            for (var property : properties) {
                out.writeUTF(property.name());
                out.writeUTF(property.kind().name());
            }
            while (found.next()) {
                write(found, out);
            }
        }
        return file;
    }

    private void write(ResultSet row, DataOutputStream out) throws SQLException, IOException {
        byte[][] texts = new byte[properties.size()][];
        int length = 2 * Long.BYTES;
        for (int i = 0; i < texts.length; i++) {
            if (properties.get(i).kind() == Kind.TEXT) {
                texts[i] = row.getString(i + 2).getBytes(StandardCharsets.UTF_8);
            }
            length += texts[i] == null ? Double.BYTES : Integer.BYTES + texts[i].length;
        }
        out.writeInt(length);
        out.writeLong(row.getLong(1));
        for (int i = 0; i < texts.length; i++) {
            if (texts[i] == null) {
                out.writeDouble(row.getDouble(i + 2));
                continue;
            }
            out.writeInt(texts[i].length);
            out.write(texts[i]);
        }
        out.writeLong(row.getLong(texts.length + 2));
    }

    /** The same rows as JSON lines, for programs in other languages. */
    Path lines() throws SQLException {
        return copy(beside(".jsonl"), "format json, timestampformat '%Y-%m-%dT%H:%M:%S.%gZ'");
    }

    /** The same rows as PostgreSQL copies them in. */
    Path csv() throws SQLException {
        return copy(beside(".csv"), "format csv, header");
    }

    private Path copy(Path file, String form) throws SQLException {
        if (!Files.exists(file)) {
            try (var connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("copy (from '" + parquet + "') to '" + file + "' (" + form + ")");
            }
        }
        return file;
    }

    private Path beside(String ending) {
        return parquet.resolveSibling(parquet.getFileName() + ending);
    }
}
