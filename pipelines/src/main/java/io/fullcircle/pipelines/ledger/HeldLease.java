package io.fullcircle.pipelines.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease that is renewed by a thread of its own, the only one that uses its connection. When it can't be renewed it is
 * lost: the server has taken the lock back with the connection, and the lease runs out.
 */
final class HeldLease implements Held {
    private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

    private final Lease lease;
    private final LeaseTimes times;
    private final Thread renewing = new Thread(this::renew);
    private final CountDownLatch givenBack = new CountDownLatch(1);
    private boolean lost;
    private volatile long confirmed = System.nanoTime();
    private Runnable listener = () -> {};

    private HeldLease(Lease lease, LeaseTimes times) {
        this.lease = lease;
        this.times = times;
    }

    static HeldLease start(Lease lease, LeaseTimes times) {
        var held = new HeldLease(lease, times);
        held.renewing.setName("lease of " + lease.pipeline());
        held.renewing.setDaemon(true);
        held.renewing.start();
        return held;
    }

    private void renew() {
        try {
            while (!givenBack.await(times.renew().toNanos(), TimeUnit.NANOSECONDS)) {
                long asked = System.nanoTime();
                if (!lease.renew()) {
                    lose("another process took it over");
                    return;
                }
                confirmed = asked;
            }
            lease.giveBack();
        } catch (SQLException e) {
            lose(e.getMessage());
        } catch (InterruptedException e) {
            lose("its thread was interrupted");
        } finally {
            closeQuietly(lease.connection());
        }
    }

    private void lose(String why) {
        if (givenBack.getCount() == 0) {
            return;
        }
        LOG.warn("the lease of {} is lost: {}", lease.pipeline(), why);
        Runnable told;
        synchronized (this) {
            lost = true;
            told = listener;
        }
        told.run();
    }

    @Override
    public String pipeline() {
        return lease.pipeline();
    }

    @Override
    public String run() {
        return lease.run();
    }

    @Override
    public synchronized boolean isHeld() {
        boolean valid = System.nanoTime() - confirmed < times.valid().toNanos();
        return valid && !lost && givenBack.getCount() > 0;
    }

    @Override
    public void whenLost(Runnable told) {
        synchronized (this) {
            listener = told;
            if (!lost) {
                return;
            }
        }
        told.run();
    }

    @Override
    public void close() {
        givenBack.countDown();
        try {
            renewing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void closeQuietly(Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection that is of no use any more can't be closed", e);
        }
    }
}
