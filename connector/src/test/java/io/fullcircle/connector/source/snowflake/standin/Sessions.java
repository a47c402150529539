package io.fullcircle.connector.source.snowflake.standin;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The sessions, their tokens, and the ends of these. Any thread. */
public final class Sessions {
    private final Engine engine;
    private final MovedClock clock;
    private final Faults faults;
    private final StandInOptions.Lifetimes lifetimes;
    private final Map<Long, Session> open = new ConcurrentHashMap<>();
    /** Tokens of sessions whose master token has died: they stay expired, and can't be renewed. */
    private final Set<String> dead = ConcurrentHashMap.newKeySet();

    private final AtomicLong ids = new AtomicLong(1000);
    private final AtomicInteger renewals = new AtomicInteger();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final AtomicInteger logins = new AtomicInteger();

    Sessions(Engine engine, MovedClock clock, Faults faults, StandInOptions.Lifetimes lifetimes) {
        this.engine = engine;
        this.clock = clock;
        this.faults = faults;
        this.lifetimes = lifetimes;
    }

    Session open(User user) {
        var session = new Session(ids.incrementAndGet(), user, engine.connect());
        renewTokens(session);
        open.put(session.id(), session);
        logins.incrementAndGet();
        return session;
    }

    /** The session of a request; each counts towards a fault that ends sessions after some requests. */
    Session authorize(String token) throws SessionFailure {
        for (var session : open.values()) {
            if (!session.token.equals(token)) continue;
            if (faults.take(Fault.Kind.SESSION_EXPIRES, fault -> true) != null) expire(session);
            if (clock.now().isAfter(session.tokenEnds)) throw SessionFailure.expired();
            session.masterEnds = clock.now().plus(lifetimes.master());
            return session;
        }
        throw dead.contains(token) ? SessionFailure.expired() : SessionFailure.gone();
    }

    Session renew(String masterToken, String oldToken) throws SessionFailure {
        for (var session : open.values()) {
            if (!session.masterToken.equals(masterToken)) continue;
            boolean isDead = faults.take(Fault.Kind.MASTER_DIES, fault -> true) != null
                    || clock.now().isAfter(session.masterEnds);
            if (isDead) {
                dead.add(session.token);
                close(session);
                throw SessionFailure.masterExpired();
            }
            if (!session.token.equals(oldToken)) return session;
            renewTokens(session);
            renewals.incrementAndGet();
            return session;
        }
        throw SessionFailure.masterExpired();
    }

    void heartbeat(String token) throws SessionFailure {
        authorize(token);
        heartbeats.incrementAndGet();
    }

    void close(Session session) {
        if (open.remove(session.id()) == null) return;
        synchronized (session.connection()) {
            session.close();
        }
    }

    /** Every session's token is expired from now on; the master tokens live, so a driver renews them. */
    public void expireAll() {
        open.values().forEach(this::expire);
    }

    /** Every session is expired for good: the master tokens, too. */
    public void expireMasters() {
        open.values().forEach(session -> {
            expire(session);
            session.masterEnds = clock.now().minusSeconds(1);
        });
    }

    public List<Session> all() {
        return List.copyOf(open.values());
    }

    public int renewals() {
        return renewals.get();
    }

    public int heartbeats() {
        return heartbeats.get();
    }

    public int logins() {
        return logins.get();
    }

    void closeAll() {
        all().forEach(this::close);
    }

    private void expire(Session session) {
        session.tokenEnds = clock.now().minusSeconds(1);
    }

    private void renewTokens(Session session) {
        session.token = "session-" + UUID.randomUUID();
        session.masterToken = "master-" + UUID.randomUUID();
        session.tokenEnds = clock.now().plus(lifetimes.session());
        session.masterEnds = clock.now().plus(lifetimes.master());
    }
}
