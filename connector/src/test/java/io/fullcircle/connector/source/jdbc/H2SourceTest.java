package io.fullcircle.connector.source.jdbc;

import io.fullcircle.connector.source.sql.SqlFixture;
import io.fullcircle.connector.source.sql.SqlSourceContract;

class H2SourceTest extends SqlSourceContract {
    @Override
    protected SqlFixture database() throws Exception {
        return new H2Fixture();
    }
}
