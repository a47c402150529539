package io.fullcircle.connector.source.sql;

import com.zaxxer.hikari.HikariConfig;
import io.fullcircle.connector.operator.Purpose;
import io.fullcircle.connector.source.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What one kind of database does differently from others. Stateless: what it has to know of the server it asks the
 * connection, which is on loan for the call only.
 */
public interface Dialect {
    /** How names and texts are written. */
    Grammar grammar(Connection connection) throws SQLException;

    /** How the columns of a result are read without loss. */
    Projection project(Connection connection, List<SqlColumn> columns) throws SQLException;

    /** Tables and views, without the database's own; in any order. */
    List<Table> tables(Connection connection) throws SQLException;

    /** What went wrong with this statement. */
    default Diagnosis diagnose(SQLException e, String sql) {
        return Diagnosis.of(e);
    }

    /** Adds to the pool's settings, once, before its first connection. */
    default void configure(HikariConfig pool) {}

    /** Makes a connection read-only and fit for streaming, each time it leaves the pool, which undoes it later. */
    void settle(Connection connection) throws SQLException;

    /** Makes a statement stream its rows. */
    void configure(Statement statement) throws SQLException;

    /**
     * The same, with a note of what it is for where the database keeps such notes.
     *
     * @param step the operator or the table that it reads; empty for neither
     */
    default void configure(Statement statement, Purpose purpose, String step) throws SQLException {
        configure(statement);
    }

    /**
     * What the server says of a result, before its first row is read.
     *
     * @throws io.fullcircle.connector.base.ConfigurationException when the result is larger than the settings allow
     */
    default Answer answer(ResultSet rows) throws SQLException {
        return Answer.NONE;
    }

    /**
     * Sees that a result which gives no more rows has given all, where its driver doesn't see to that.
     *
     * @throws SQLException when it has not
     */
    default void checkEnd(ResultSet rows) throws SQLException {}

    /**
     * Whether the same may well succeed on a new connection: the session or the way to the server was lost, and it is
     * safe to ask again.
     */
    default boolean isPassing(SQLException e) {
        return false;
    }

    /** A table expression for what the server has kept of an earlier statement; empty where it keeps nothing. */
    default Optional<String> kept(String statementId) {
        return Optional.empty();
    }

    /** Whether this is how the server says that it doesn't keep a result any longer. */
    default boolean isForgotten(SQLException e) {
        return false;
    }

    /** Where operators are materialized; empty where they can't be. */
    default Optional<Scratch> scratch() {
        return Optional.empty();
    }

    /** Whether a wait for rows is ended by interrupting the thread that waits, and not by cancelling the statement. */
    default boolean waitsForRowsApart() {
        return false;
    }

    /** Whether a position in a stable order can be bound, so that a query reads from there on. */
    default boolean bindsPositions() {
        return true;
    }

    /**
     * Binds a value of a position.
     *
     * @param value of one of the kinds that a cursor gives
     */
    default void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof Instant instant) {
            statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            return;
        }
        if (value instanceof BigInteger integer) {
            statement.setBigDecimal(index, new BigDecimal(integer));
            return;
        }
        statement.setObject(index, value);
    }

    /** Whether closing an unread result reads the rest of it unless the statement is cancelled first. */
    default boolean drainsOnClose() {
        return false;
    }
}
