package io.fullcircle.pipelines.ledger;

import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks in a shared database: an advisory lock on a connection of its own, which the server takes back when the
 * connection ends, and a lease, which outlives it. The lock alone would let a second run in while a holder that lost its
 * connection still sends, and would keep a host that lost its power for hours; the lease alone is only as exact as its
 * renewal. All times are the server's.
 *
 * <table>
 * <caption>What one who asks does</caption>
 * <tr><td>lock free, no valid lease</td><td>takes it</td></tr>
 * <tr><td>lock free, lease valid</td><td>takes the lock, and waits for the lease to run out</td></tr>
 * <tr><td>lock taken, lease renewed meanwhile</td><td>is refused: the holder lives</td></tr>
 * <tr><td>lock taken, lease not renewed</td><td>waits for one or the other</td></tr>
 * <tr><td>lock taken, lease run out</td><td>ends the dead holder's connection</td></tr>
 * </table>
 */
final class LeaseLocks implements Locks {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseLocks.class);

    private final DataSource database;
    private final String schema;
    private final LeaseTimes times;
    private final PostgresTrouble trouble;

    LeaseLocks(DataSource database, String schema, LeaseTimes times, PostgresTrouble trouble) {
        this.database = database;
        this.schema = schema;
        this.times = times;
        this.trouble = trouble;
    }

    @Override
    public Claim lock(String pipeline, String run) {
        Connection connection = null;
        Claim claim = null;
        try {
            connection = database.getConnection();
            claim = lock(new Lease(connection, key(pipeline), pipeline, run, times.valid()));
            return claim;
        } catch (SQLException e) {
            throw trouble.explain(e);
        } finally {
            if (!(claim instanceof Claim.Granted)) {
                HeldLease.closeQuietly(connection);
            }
        }
    }

    private Claim lock(Lease lease) throws SQLException {
        long deadline = System.nanoTime() + times.patience().toNanos();
        boolean locked = false;
        Optional<Lease.Seen> first = Optional.empty();
        while (true) {
            locked = locked || lease.tryLock();
            if (locked && lease.take()) {
                return new Claim.Granted(HeldLease.start(lease, times));
            }
            Optional<Lease.Seen> seen = lease.seen();
            if (locked && first.isEmpty() && seen.isPresent()) {
                LOG.info(
                        "{} is gone: waiting until its lease has run out",
                        seen.get().holder());
                first = seen;
            }
            if (!locked && seen.isPresent()) {
                Lease.Seen now = seen.get();
                if (first.isPresent() && !first.get().sameSignOfLife(now)) {
                    return new Claim.Refused(now.holder());
                }
                if (first.isEmpty()) {
                    LOG.info("{} belongs to {}: waiting for a sign of life", lease.pipeline(), now.holder());
                }
                first = seen;
                if (now.over()) {
                    lease.endHolder();
                }
            }
            if (System.nanoTime() > deadline || !pause(times.poll())) {
                return new Claim.Refused(seen.map(Lease.Seen::holder).orElse(Lease.UNKNOWN));
            }
        }
    }

    @Override
    public Optional<Holder> holder(String pipeline) {
        try (Connection connection = database.getConnection()) {
            return new Lease(connection, key(pipeline), pipeline, "", times.valid())
                    .seen()
                    .filter(seen -> !seen.over())
                    .map(Lease.Seen::holder);
        } catch (SQLException e) {
            throw trouble.explain(e);
        }
    }

    /** Advisory locks know no schema: two ledgers in one database must not meet. */
    private long key(String pipeline) {
        return Hashing.xxh3_64().hashBytesToLong((schema + "/" + pipeline).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
