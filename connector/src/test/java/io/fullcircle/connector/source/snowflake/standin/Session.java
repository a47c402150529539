package io.fullcircle.connector.source.snowflake.standin;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A login's state at the server. Requests of any thread read and change it; a statement holds {@link #connection()} by
 * synchronizing on it while it runs, so the statements of a session run one after the other, but for async ones.
 */
public final class Session {
    private final long id;
    private final User user;
    private final Connection connection;
    private final Parameters parameters = new Parameters();
    private final Set<String> temporary = ConcurrentHashMap.newKeySet();
    private volatile String role;
    private volatile String warehouse;
    private volatile String database;
    private volatile String schema;
    private volatile String lastQueryId;
    volatile String token;
    volatile String masterToken;
    volatile Instant tokenEnds;
    volatile Instant masterEnds;

    Session(long id, User user, Connection connection) {
        this.id = id;
        this.user = user;
        this.connection = connection;
    }

    public long id() {
        return id;
    }

    public User user() {
        return user;
    }

    public String role() {
        return role;
    }

    /** Null when none is active. */
    public String warehouse() {
        return warehouse;
    }

    public String database() {
        return database;
    }

    public String schema() {
        return schema;
    }

    public String parameter(String name) {
        return parameters.get(name);
    }

    Parameters parameters() {
        return parameters;
    }

    Connection connection() {
        return connection;
    }

    Set<String> temporary() {
        return temporary;
    }

    String lastQueryId() {
        return lastQueryId;
    }

    void ran(String queryId) {
        lastQueryId = queryId;
    }

    void useRole(String other) {
        role = other;
    }

    void useWarehouse(String other) {
        warehouse = other;
    }

    void use(String otherDatabase, String otherSchema) {
        database = otherDatabase;
        schema = otherSchema;
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB refuses to close a connection", e);
        }
    }
}
