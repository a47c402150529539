package io.fullcircle.connector.source.sql;

import com.zaxxer.hikari.HikariConfig;
import io.fullcircle.connector.source.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

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

    /** Whether closing an unread result reads the rest of it unless the statement is cancelled first. */
    default boolean drainsOnClose() {
        return false;
    }
}
