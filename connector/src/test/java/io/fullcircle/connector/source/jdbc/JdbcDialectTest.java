package io.fullcircle.connector.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.source.sql.Fakes;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JdbcDialectTest {
    private final JdbcDialect dialect = new JdbcDialect();

    private static Connection to(String product) {
        DatabaseMetaData metadata =
                Fakes.knowing(DatabaseMetaData.class, Map.of("getDatabaseProductName/0", a -> product));
        return Fakes.knowing(Connection.class, Map.of("getMetaData/0", a -> metadata));
    }

    private Object fetchSize(String product) throws SQLException {
        AtomicReference<Object> size = new AtomicReference<>();
        Statement statement =
                Fakes.knowing(Statement.class, Map.of("getConnection/0", a -> to(product), "setFetchSize/1", a -> {
                    size.set(a.get(0));
                    return null;
                }));
        dialect.configure(statement);
        return size.get();
    }

    @Test
    void streamsFromMySqlByItsOwnNumber() throws SQLException {
        assertThat(fetchSize("MySQL")).isEqualTo(Integer.MIN_VALUE);
        assertThat(fetchSize("Oracle")).isEqualTo(1_000);
    }

    @Test
    void readsOnWhereADriverHasNoReadOnlyAndNoTransactions() throws SQLException {
        Connection connection = to("Plain");

        dialect.settle(connection);
        dialect.configure(Fakes.knowing(Statement.class, Map.of("getConnection/0", a -> connection)));
    }

    @Test
    void tellsOutagesFromFaultsOfTheSql() {
        assertThat(dialect.diagnose(new SQLException("Communications link failure", "08S01"), "")
                        .outage())
                .isTrue();
        assertThat(dialect.diagnose(new SQLNonTransientConnectionException("closed"), "")
                        .outage())
                .isTrue();
        assertThat(dialect.diagnose(new SQLException("Database is already closed", "90121"), "")
                        .outage())
                .isTrue();
        assertThat(dialect.diagnose(new SQLSyntaxErrorException("Unknown column 'x'", "42S22"), "")
                        .outage())
                .isFalse();
        assertThat(dialect.diagnose(new SQLException("no state"), "").outage()).isFalse();
        assertThat(dialect.diagnose(new SQLException(), "").message()).isEqualTo("no reason given");
    }

    @Test
    void findsTheLineThatADatabaseNames() {
        assertThat(dialect.diagnose(new SQLException("You have an error near 'x' at line 5", "42000"), "")
                        .line())
                .hasValue(5);
        assertThat(dialect.diagnose(new SQLException("Table \"X\" not found; SQL statement:\nselect 1", "42S02"), "")
                        .message())
                .isEqualTo("Table \"X\" not found");
    }
}
