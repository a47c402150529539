package io.fullcircle.connector.source.postgres;

import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.TableWriter;
import io.fullcircle.connector.source.sql.SqlFixture;
import io.fullcircle.connector.source.sql.TableWriterContract;
import java.util.Map;

class PostgresTableWriterTest extends TableWriterContract {
    private PostgresFixture database;

    @Override
    protected SqlFixture database() throws Exception {
        database = new PostgresFixture();
        return database;
    }

    @Override
    protected TableWriter writer() {
        var settings = new Settings(Map.of("url", database.url(), "user", "postgres"));
        return new PostgresProvider().writer(settings, "audit");
    }
}
