package io.fullcircle.connector.source.duckdb;

import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.TableWriter;
import io.fullcircle.connector.source.sql.SqlFixture;
import io.fullcircle.connector.source.sql.TableWriterContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class DuckDbTableWriterTest extends TableWriterContract {
    @TempDir
    Path directory;

    @Override
    protected SqlFixture database() {
        return new DuckDbFixture(directory);
    }

    @Override
    protected TableWriter writer() {
        var settings = new Settings(Map.of("path", directory.resolve("scores.duckdb")));
        return new DuckDbProvider().writer(settings, "audit");
    }
}
