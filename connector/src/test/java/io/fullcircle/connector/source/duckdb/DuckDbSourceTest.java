package io.fullcircle.connector.source.duckdb;

import io.fullcircle.connector.source.sql.SqlFixture;
import io.fullcircle.connector.source.sql.SqlSourceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DuckDbSourceTest extends SqlSourceContract {
    @TempDir
    static Path directory;

    @Override
    protected SqlFixture database() {
        return new DuckDbFixture(directory);
    }
}
