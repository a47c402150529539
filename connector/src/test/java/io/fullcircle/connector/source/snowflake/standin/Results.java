package io.fullcircle.connector.source.snowflake.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.duckdb.DuckDBResultSet;

/**
 * The results of SELECTs: every one is stored as a table, so that RESULT_SCAN reads the same snapshot for 24 hours, and
 * encoded once for its client. Any thread.
 */
final class Results implements Surroundings.Results {
    private static final Duration KEPT = Duration.ofHours(24);
    private final Engine engine;
    private final MovedClock clock;
    private final Path directory;
    private final StandInOptions.Sizes sizes;
    private final Map<String, StoredResult> stored = new ConcurrentHashMap<>();
    private final Set<String> scannable = ConcurrentHashMap.newKeySet();

    Results(Engine engine, MovedClock clock, Path directory, StandInOptions.Sizes sizes) {
        this.engine = engine;
        this.clock = clock;
        this.directory = directory;
        this.sizes = sizes;
    }

    StoredResult find(String queryId) {
        return stored.get(queryId);
    }

    /** The columns that a query would have; it is not run. */
    static List<StoredColumn> describe(PreparedStatement query) throws SQLException {
        var metadata = query.getMetaData();
        var columns = new ArrayList<StoredColumn>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            var duck = metadata.getColumnTypeName(i);
            var name = Names.shown(metadata.getColumnLabel(i));
            columns.add(new StoredColumn(DuckTypes.column(name, duck, true), duck));
        }
        return columns;
    }

    /**
     * Runs a query in the session's connection and keeps its rows; within a transaction, which DuckDB allows to write
     * to one catalogue only, without RESULT_SCAN.
     *
     * @param running told of the statements that a cancel must stop
     */
    StoredResult run(
            String queryId,
            String query,
            Connection connection,
            Parameters parameters,
            Consumer<java.sql.Statement> running)
            throws SQLException {
        List<StoredColumn> columns;
        try (var prepared = connection.prepareStatement(query)) {
            columns = describe(prepared);
        }
        forget();
        boolean isInTransaction = !connection.getAutoCommit();
        var table = isInTransaction ? "temp.main." + Names.quoted(queryId) : table(queryId);
        try (var create = connection.createStatement()) {
            running.accept(create);
            create.execute("CREATE " + (isInTransaction ? "TEMP TABLE " : "TABLE ") + table + " AS SELECT * FROM ("
                    + query + ") AS t(" + names(columns.size()) + ")");
        }
        boolean isArrow = !parameters.get("JDBC_QUERY_RESULT_FORMAT").equalsIgnoreCase("JSON");
        var writer = new ResultWriter(directory.resolve(queryId), sizes, parameters.number("CLIENT_RESULT_CHUNK_SIZE"));
        try (var reading = isInTransaction ? null : engine.connect();
                var select = (isInTransaction ? connection : reading).createStatement()) {
            running.accept(select);
            try (var result = (DuckDBResultSet) select.executeQuery(read(table, columns))) {
                var done = writer.write(queryId, columns, isArrow, result, clock.now());
                stored.put(queryId, done);
                if (!isInTransaction) scannable.add(queryId);
                return done;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String scan(String queryId) throws SqlFailure {
        var result = stored.get(queryId);
        if (result == null
                || !scannable.contains(queryId)
                || clock.now().isAfter(result.stored().plus(KEPT))) {
            throw SqlFailure.unknownStatement(queryId);
        }
        var columns = new ArrayList<String>();
        for (int i = 0; i < result.columns().size(); i++) {
            columns.add("c" + i + " AS "
                    + Names.quoted(Names.marked(result.columns().get(i).wire().name())));
        }
        return "(SELECT " + String.join(", ", columns) + " FROM " + table(queryId) + ")";
    }

    /** Lets go of results that nobody may read any more. */
    private void forget() {
        for (var result : stored.values()) {
            if (!clock.now().isAfter(result.stored().plus(KEPT)) || !stored.remove(result.queryId(), result)) continue;
            scannable.remove(result.queryId());
            for (var chunk : result.chunks()) chunk.file().toFile().delete();
            try (var connection = engine.connect()) {
                Engine.run(connection, "DROP TABLE IF EXISTS " + table(result.queryId()));
            } catch (SQLException e) {
                throw new IllegalStateException("DuckDB does not drop an old result", e);
            }
        }
    }

    private static String read(String table, List<StoredColumn> columns) {
        var expressions = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
            expressions.addAll(DuckTypes.read("c" + i, columns.get(i).duck()));
        }
        return "SELECT " + String.join(", ", expressions) + " FROM " + table;
    }

    private static String names(int count) {
        var names = new ArrayList<String>();
        for (int i = 0; i < count; i++) names.add("c" + i);
        return String.join(", ", names);
    }

    private static String table(String queryId) {
        return "\"SF$RESULTS\".main." + Names.quoted(queryId);
    }
}
