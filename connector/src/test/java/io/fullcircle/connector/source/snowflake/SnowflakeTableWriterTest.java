package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.TableWriter;
import io.fullcircle.connector.source.sql.SqlFixture;
import io.fullcircle.connector.source.sql.TableWriterContract;

class SnowflakeTableWriterTest extends TableWriterContract {
    private SnowflakeFixture database;

    @Override
    protected SqlFixture database() {
        database = new SnowflakeFixture();
        return database;
    }

    @Override
    protected TableWriter writer() {
        return new SnowflakeProvider().writer(new Settings(database.settings()), "audit");
    }
}
