package io.fullcircle.connector.source.snowflake;

import com.zaxxer.hikari.HikariConfig;
import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.operator.Purpose;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Table;
import io.fullcircle.connector.source.sql.Answer;
import io.fullcircle.connector.source.sql.ColumnReader;
import io.fullcircle.connector.source.sql.Diagnosis;
import io.fullcircle.connector.source.sql.Dialect;
import io.fullcircle.connector.source.sql.Folding;
import io.fullcircle.connector.source.sql.Grammar;
import io.fullcircle.connector.source.sql.JsonBuilder;
import io.fullcircle.connector.source.sql.Projection;
import io.fullcircle.connector.source.sql.Scratch;
import io.fullcircle.connector.source.sql.SqlColumn;
import io.fullcircle.connector.source.sql.SqlFeature;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import net.snowflake.client.api.resultset.SnowflakeResultSet;
import net.snowflake.client.api.resultset.SnowflakeResultSetSerializable;
import net.snowflake.client.api.statement.SnowflakeStatement;

/**
 * What Snowflake does differently.
 *
 * @param credential what was shown at the door
 * @param schema the one that tables are listed of; empty for all of the database
 * @param maxRows a result with more is refused before its first row
 * @param scratch where operators are materialized
 */
record SnowflakeDialect(Credential credential, Optional<String> schema, OptionalLong maxRows, Optional<Scratch> scratch)
        implements Dialect {

    /** The words that name nothing unless they are quoted. */
    private static final Set<String> RESERVED = Set.of(
            ("ACCOUNT ALL ALTER AND ANY AS BETWEEN BY CASE CAST CHECK COLUMN CONNECT CONNECTION CONSTRAINT CREATE"
                            + " CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DATABASE DELETE"
                            + " DISTINCT DROP ELSE EXISTS FALSE FOLLOWING FOR FROM FULL GRANT GROUP GSCLUSTER HAVING"
                            + " ILIKE IN INCREMENT INNER INSERT INTERSECT INTO IS ISSUE JOIN LATERAL LEFT LIKE LIMIT"
                            + " LOCALTIME LOCALTIMESTAMP MINUS NATURAL NOT NULL OF ON OR ORDER ORGANIZATION PIVOT"
                            + " QUALIFY REGEXP REVOKE RIGHT RLIKE ROW ROWS SAMPLE SCHEMA SELECT SET SOME START TABLE"
                            + " TABLESAMPLE THEN TO TRIGGER TRUE TRY_CAST UNION UNIQUE UNPIVOT UPDATE USER USING VALUES"
                            + " VIEW WHEN WHENEVER WHERE WINDOW WITH")
                    .split(" "));

    static final Grammar GRAMMAR = new Grammar(
            "\"",
            Folding.UPPER,
            Set.of(SqlFeature.DOLLAR_QUOTES, SqlFeature.BACKSLASH_ESCAPES, SqlFeature.SLASH_COMMENTS),
            Optional.of(RESERVED));

    private static final Pattern STATEMENT_ID = Pattern.compile("[0-9A-Fa-f-]{32,40}");

    /** No such statement; or it isn't this role's. */
    private static final Set<Integer> FORGOTTEN = Set.of(709, 2003, 2043, 3001);

    /** A read and, beside it, a question about columns. */
    private static final int CONNECTIONS = 2;

    @Override
    public Grammar grammar(Connection connection) {
        return GRAMMAR;
    }

    @Override
    public Projection project(Connection connection, List<SqlColumn> columns) {
        List<ColumnReader> readers = columns.stream().map(SnowflakeReaders::of).toList();
        List<Column> shown = columns.stream()
                .map(c -> new Column(c.name(), SnowflakeTypes.shown(c.typeName(), c.precision(), c.scale())))
                .toList();
        return new Projection(Optional.empty(), shown, readers);
    }

    @Override
    public List<Table> tables(Connection connection) throws SQLException {
        return new SnowflakeCatalog(connection, schema).tables();
    }

    @Override
    public Diagnosis diagnose(SQLException e, String sql) {
        return Codes.diagnose(e, credential);
    }

    /**
     * The pool asks a connection whether it lives by a heartbeat, which wakes no warehouse. A connection is renewed
     * before its session's four hours end; one on loan is left alone.
     */
    @Override
    public void configure(HikariConfig pool) {
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setConnectionTimeout(Duration.ofSeconds(60).toMillis());
        pool.setIdleTimeout(Duration.ofSeconds(60).toMillis());
        pool.setMaxLifetime(Duration.ofMinutes(45).toMillis());
        pool.setKeepaliveTime(Duration.ofMinutes(5).toMillis());
        pool.setExceptionOverrideClassName(Evictions.class.getName());
    }

    /** A result is read again by its statement's id instead, which costs no second query. */
    @Override
    public boolean bindsPositions() {
        return false;
    }

    /** Nothing: what may be written is decided by the role's grants, and every result streams. */
    @Override
    public void settle(Connection connection) {}

    @Override
    public void configure(Statement statement) {}

    /** A note in the account's query history, one for each statement, at no round trip. */
    @Override
    public void configure(Statement statement, Purpose purpose, String step) throws SQLException {
        SnowflakeStatement driver = statement.unwrap(SnowflakeStatement.class);
        driver.setParameter("QUERY_TAG", tag(purpose, step));
        if (credential instanceof Credential.Elsewhere) {
            // The session is somebody else's: what it prints is told to each statement, and to nothing after it.
            for (Map.Entry<String, String> format : Session.FORMATS.entrySet()) {
                driver.setParameter(format.getKey(), format.getValue());
            }
        }
    }

    static String tag(Purpose purpose, String step) {
        JsonBuilder json = new JsonBuilder().open('{');
        json.name("app").value("full-circle");
        json.name("pipeline").value(purpose.pipeline());
        json.name("run").value(purpose.run());
        json.name("operator").value(step);
        return json.close('}').finish().text();
    }

    /**
     * How many rows there are stands in the answer itself, chunk by chunk. A count over RESULT_SCAN would say the same
     * and start the warehouse again.
     */
    @Override
    public Answer answer(ResultSet rows) throws SQLException {
        SnowflakeResultSet result = rows.unwrap(SnowflakeResultSet.class);
        long count = 0;
        for (SnowflakeResultSetSerializable part : result.getResultSetSerializables(Long.MAX_VALUE)) {
            count += part.getRowCount();
        }
        if (count > maxRows.orElse(Long.MAX_VALUE)) {
            throw new ConfigurationException(
                    "the result has " + count + " rows, and source.max_rows allows " + maxRows.getAsLong(),
                    "Narrow the SQL, or raise source.max_rows if so many are meant.");
        }
        return new Answer(Optional.of(result.getQueryID()), OptionalLong.of(count));
    }

    /** The statement has ended when its first row is there; the others come from elsewhere. */
    @Override
    public boolean waitsForRowsApart() {
        return true;
    }

    @Override
    public boolean isPassing(SQLException e) {
        return Codes.isPassing(e);
    }

    @Override
    public Optional<String> kept(String statementId) {
        boolean plain = STATEMENT_ID.matcher(statementId).matches();
        return plain ? Optional.of("TABLE(RESULT_SCAN('" + statementId + "'))") : Optional.empty();
    }

    @Override
    public boolean isForgotten(SQLException e) {
        return FORGOTTEN.contains(e.getErrorCode());
    }
}
