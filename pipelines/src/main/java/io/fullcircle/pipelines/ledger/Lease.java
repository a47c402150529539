package io.fullcircle.pipelines.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The words in which one process and the server speak of one pipeline's lock and lease. Confined to one thread. */
final class Lease {
    /** Seen between a lock and the writing of its lease. */
    static final Holder UNKNOWN = new Holder("another host", 0, Instant.EPOCH, "unknown");

    private static final String NOW = "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";

    /**
     * A lease as it was at a moment.
     *
     * @param token tells this holding from every other
     * @param renewed when the holder gave a sign of life
     * @param over whether it isn't valid any more
     */
    record Seen(Holder holder, String token, long renewed, boolean over) {
        boolean sameSignOfLife(Seen later) {
            return token.equals(later.token) && renewed == later.renewed;
        }
    }

    private final Connection connection;
    private final int keyHigh;
    private final int keyLow;
    private final String pipeline;
    private final String run;
    private final long validMillis;
    private final String token = UUID.randomUUID().toString();

    /** @param connection its own: the lock lives as long as it does */
    Lease(Connection connection, long key, String pipeline, String run, Duration valid) {
        this.connection = connection;
        this.keyHigh = (int) (key >>> 32);
        this.keyLow = (int) key;
        this.pipeline = pipeline;
        this.run = run;
        this.validMillis = valid.toMillis();
    }

    String pipeline() {
        return pipeline;
    }

    String run() {
        return run;
    }

    Connection connection() {
        return connection;
    }

    boolean tryLock() throws SQLException {
        try (var statement = connection.prepareStatement("select pg_try_advisory_lock(?, ?)")) {
            statement.setInt(1, keyHigh);
            statement.setInt(2, keyLow);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    /** Writes the lease unless another's is valid. */
    boolean take() throws SQLException {
        String sql = """
                insert into leases (pipeline, token, host, pid, run, since, renewed, valid_until)
                values (?, ?, ?, ?, ?, %1$s, %1$s, %1$s + ?)
                on conflict (pipeline) do update
                set token = excluded.token, host = excluded.host, pid = excluded.pid, run = excluded.run,
                    since = excluded.since, renewed = excluded.renewed, valid_until = excluded.valid_until
                where leases.valid_until < %1$s
                """.formatted(NOW);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, pipeline);
            statement.setString(2, token);
            statement.setString(3, Owner.current().host());
            statement.setLong(4, Owner.current().pid());
            statement.setString(5, run);
            statement.setLong(6, validMillis);
            return statement.executeUpdate() == 1;
        }
    }

    /** Says that the holder lives; false when the lease has become another's. */
    boolean renew() throws SQLException {
        try (var statement = connection.prepareStatement(
                "update leases set renewed = %1$s, valid_until = %1$s + ? where pipeline = ? and token = ?"
                        .formatted(NOW))) {
            statement.setLong(1, validMillis);
            statement.setString(2, pipeline);
            statement.setString(3, token);
            return statement.executeUpdate() == 1;
        }
    }

    void giveBack() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from leases where pipeline = ? and token = ?")) {
            statement.setString(1, pipeline);
            statement.setString(2, token);
            statement.executeUpdate();
        }
    }

    Optional<Seen> seen() throws SQLException {
        try (var statement = connection.prepareStatement(
                "select *, valid_until < %s as over from leases where pipeline = ?".formatted(NOW))) {
            statement.setString(1, pipeline);
            try (ResultSet lease = statement.executeQuery()) {
                return lease.next() ? Optional.of(seen(lease)) : Optional.empty();
            }
        }
    }

    private static Seen seen(ResultSet lease) throws SQLException {
        var holder = new Holder(
                lease.getString("host"),
                lease.getLong("pid"),
                Instant.ofEpochMilli(lease.getLong("since")),
                lease.getString("run"));
        return new Seen(holder, lease.getString("token"), lease.getLong("renewed"), lease.getBoolean("over"));
    }

    /** Ends the connection that still has the lock although its lease ran out: its host is gone, or can't be heard. */
    void endHolder() throws SQLException {
        try (var statement = connection.prepareStatement("""
                select pg_terminate_backend(pid) from pg_locks
                where locktype = 'advisory' and objsubid = 2 and granted
                  and database = (select oid from pg_database where datname = current_database())
                  and classid = cast(cast(? as integer) as oid) and objid = cast(cast(? as integer) as oid)
                """)) {
            statement.setInt(1, keyHigh);
            statement.setInt(2, keyLow);
            statement.execute();
        }
    }
}
