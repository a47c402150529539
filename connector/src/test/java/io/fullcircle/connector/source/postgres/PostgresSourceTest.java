package io.fullcircle.connector.source.postgres;

import io.fullcircle.connector.source.sql.SqlFixture;
import io.fullcircle.connector.source.sql.SqlSourceContract;

class PostgresSourceTest extends SqlSourceContract {
    @Override
    protected SqlFixture database() throws Exception {
        return new PostgresFixture();
    }
}
