package io.fullcircle.connector.source.duckdb;

import io.fullcircle.connector.source.Option;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.SourceProvider;
import io.fullcircle.connector.source.TableWriter;
import io.fullcircle.connector.source.sql.Endpoint;
import io.fullcircle.connector.source.sql.SqlSource;
import io.fullcircle.connector.source.sql.SqlTableWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** {@code type: duckdb}. A database file is opened read-only; without one, SQL reads Parquet, CSV and JSON files. */
public final class DuckDbProvider implements SourceProvider {
    @Override
    public String type() {
        return "duckdb";
    }

    @Override
    public String description() {
        return "DuckDB, embedded: a database file, and Parquet, CSV and JSON files that SQL reads.";
    }

    @Override
    public List<Option> options() {
        return List.of(new Option(
                "path",
                Option.Kind.PATH,
                false,
                "A database file, opened read-only; without it the database is in memory and SQL reads files."));
    }

    @Override
    public Optional<Source> over(Connection connection) {
        return SqlSource.belongsTo(connection, "DuckDB")
                ? Optional.of(SqlSource.over(connection, new DuckDbDialect()))
                : Optional.empty();
    }

    @Override
    public Optional<String> refusalToWrite(Settings settings, String schema) {
        if (settings.path("path").isEmpty()) {
            return Optional.of("the database is in memory, and gone when the run has ended");
        }
        return schema.contains(".") ? Optional.of("must be a schema alone") : Optional.empty();
    }

    @Override
    public TableWriter writer(Settings settings, String schema) {
        Path path = settings.path("path").orElseThrow();
        return new SqlTableWriter(file(path, false), new DuckDbDialect(), new DuckDbWriting(), schema);
    }

    @Override
    public Source create(Settings settings) {
        Endpoint endpoint = settings.path("path")
                .map(path -> file(path, true))
                .orElseGet(() -> new Endpoint(
                        "DuckDB in memory",
                        "Check that DuckDB's library fits this system; where it doesn't lie beside its jar, the driver unpacks it"
                                + " into the temporary directory, which then has to be writable.",
                        () -> connect("jdbc:duckdb:", new Properties()),
                        List.of()));
        return new SqlSource(endpoint, new DuckDbDialect());
    }

    private static Endpoint file(Path path, boolean readOnly) {
        Properties properties = new Properties();
        properties.setProperty(DuckDBDriver.DUCKDB_READONLY_PROPERTY, String.valueOf(readOnly));
        return new Endpoint(
                "DuckDB file " + path,
                "Check source.path; a file that another process writes can't be read at the same time.",
                () -> {
                    if (!Files.isRegularFile(path)) {
                        throw new SQLException("there is no such file");
                    }
                    return connect("jdbc:duckdb:" + path, properties);
                },
                List.of());
    }

    private static Connection connect(String url, Properties properties) throws SQLException {
        Properties all = new Properties();
        all.putAll(properties);
        all.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        Connection connection = new DuckDBDriver().connect(url, all);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
