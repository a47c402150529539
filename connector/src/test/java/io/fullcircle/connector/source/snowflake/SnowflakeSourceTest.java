package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.source.sql.SqlFixture;
import io.fullcircle.connector.source.sql.SqlSourceContract;

/** Snowflake keeps the contract of every SQL source. */
class SnowflakeSourceTest extends SqlSourceContract {
    @Override
    protected SqlFixture database() {
        return new SnowflakeFixture();
    }
}
