package io.fullcircle.pipelines.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.Secret;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** The ledger in a schema of a PostgreSQL database, which several machines share. */
final class PostgresStore implements Store {
    /** Where the tables lie unless the URL names another {@code currentSchema}. */
    static final String SCHEMA = "fullcircle_ledger";

    private static final int CONNECTIONS = 4;
    private static final int PATIENCE_MILLIS = 10_000;

    private final PostgresTrouble trouble;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final LeaseLocks locks;
    private final PGSimpleDataSource database;
    private HikariDataSource schedule;

    /** @param times how long a lease is valid and when it is renewed */
    PostgresStore(Secret url, LeaseTimes times) {
        Properties settings = Driver.parseURL(url.reveal(), new Properties());
        if (settings == null) {
            throw new ConfigurationException(
                    "the ledger's URL can't be read", "write jdbc:postgresql://HOST:PORT/DATABASE?user=…&password=…");
        }
        trouble = new PostgresTrouble(place(settings));
        String schema = Optional.ofNullable(PGProperty.CURRENT_SCHEMA.getOrDefault(settings))
                .orElse(SCHEMA);
        database = source(url, schema);
        locks = new LeaseLocks(leases(url, schema), schema, times, trouble);
        try {
            pool = new HikariDataSource(pooled("ledger", database));
        } catch (RuntimeException e) {
            throw trouble.explain(e);
        }
        jdbi = Jdbi.create(pool);
        try {
            if (isBehind(schema, settings)) {
                Schema.migrate(database, "postgresql", Optional.of(schema));
            }
        } catch (RuntimeException e) {
            pool.close();
            throw trouble.explain(e);
        }
    }

    private static String place(Properties settings) {
        return PGProperty.PG_HOST.getOrDefault(settings)
                + ":"
                + PGProperty.PG_PORT.getOrDefault(settings)
                + "/"
                + PGProperty.PG_DBNAME.getOrDefault(settings);
    }

    private static PGSimpleDataSource source(Secret url, String schema) {
        var source = new PGSimpleDataSource();
        source.setURL(url.reveal());
        source.setCurrentSchema(schema);
        source.setApplicationName("fullcircle");
        source.setReWriteBatchedInserts(true);
        source.setDefaultRowFetchSize(500);
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(10);
        source.setSocketTimeout(120);
        return source;
    }

    /** A lease that isn't answered for is lost soon: its connection doesn't wait longer than that. */
    private static PGSimpleDataSource leases(Secret url, String schema) {
        var source = source(url, schema);
        source.setApplicationName("fullcircle lease");
        source.setSocketTimeout(5);
        return source;
    }

    private static HikariConfig pooled(String name, PGSimpleDataSource database) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(database);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setInitializationFailTimeout(1);
        return config;
    }

    private boolean isBehind(String schema, Properties settings) {
        return jdbi.withHandle(handle -> {
            boolean exists = handle.createQuery(
                            "select count(*) from information_schema.tables where table_schema = :schema and table_name = :name")
                    .bind("schema", schema)
                    .bind("name", Schema.HISTORY)
                    .mapTo(Boolean.class)
                    .one();
            return Schema.isBehind(handle, exists, "the ledger's database " + place(settings));
        });
    }

    @Override
    public <R> R read(HandleCallback<R, RuntimeException> work) {
        return write(work);
    }

    @Override
    public <R> R write(HandleCallback<R, RuntimeException> work) {
        try {
            return jdbi.inTransaction(work);
        } catch (RuntimeException e) {
            throw trouble.explain(e);
        }
    }

    @Override
    public <R> R erase(HandleCallback<R, RuntimeException> work) {
        return write(work);
    }

    @Override
    public Locks locks() {
        return locks;
    }

    /** A pool of its own, made at the first call: runs that write much don't keep the schedule waiting. */
    @Override
    public synchronized DataSource database() {
        if (schedule == null) {
            schedule = new HikariDataSource(pooled("schedule", database));
        }
        return schedule;
    }

    /** The server's own vacuum does it. */
    @Override
    public void reclaim() {}

    @Override
    public synchronized void close() {
        if (schedule != null) {
            schedule.close();
        }
        pool.close();
    }
}
