package io.fullcircle.pipelines.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;

/**
 * The durable memory of the application, by subject. A process opens it once and closes it at its end; any thread may
 * use it. Every method may throw {@link io.fullcircle.connector.base.EnvironmentException} when disk or database fail.
 *
 * <p>A run's life: {@link #locks()} give the pipeline, {@link Runs#interrupted} says what is to be resumed, {@link
 * Runs#begin}; {@link Receipts#settledRows} tells what to skip, {@link Receipts#writer} records what is settled; then
 * {@link Runs#end}, {@link Receipts#index} and {@link DeadLetters#supersede}.
 */
public final class Ledger implements AutoCloseable {
    private final Store store;
    private final Runs runs;
    private final Receipts receipts;
    private final DeadLetters deadLetters;
    private final Positions positions;
    private final Profiles profiles;
    private final Namespaces namespaces;
    private final SyncStates syncStates;
    private final Retention retention;
    private final Forgetting forgetting;
    private final Audits audits;
    private final DueRuns dueRuns;
    private final Notices notices;

    /**
     * Opens the ledger, makes it where there is none, and brings an older one up to date.
     *
     * @param clock tells when something happened; not used for locks, which others see, too
     */
    public static Ledger open(LedgerPlace place, Clock clock) {
        return new Ledger(store(place, clock), place.home().resolve("scratch"), clock);
    }

    /** Whether there is one to be read. A database that settings name is somebody's choice: there, one is made. */
    public static boolean exists(LedgerPlace place) {
        return place instanceof LedgerPlace.Shared || Files.exists(SqliteStore.file(place.home()));
    }

    private static Store store(LedgerPlace place, Clock clock) {
        if (place instanceof LedgerPlace.Shared shared) {
            return new PostgresStore(shared.url(), LeaseTimes.DEFAULT);
        }
        return new SqliteStore(place.home(), clock);
    }

    /** @param scratch a folder for what doesn't fit into memory; made when needed */
    Ledger(Store store, Path scratch, Clock clock) {
        this.store = store;
        runs = new Runs(store, clock);
        receipts = new Receipts(store, runs, scratch, clock);
        deadLetters = new DeadLetters(store);
        positions = new Positions(store, clock);
        profiles = new Profiles(store);
        namespaces = new Namespaces(store);
        syncStates = new SyncStates(store, scratch);
        retention = new Retention(store, runs, clock);
        forgetting = new Forgetting(store);
        audits = new Audits(store);
        dueRuns = new DueRuns(store);
        notices = new Notices(store, clock);
    }

    public Locks locks() {
        return store.locks();
    }

    public Runs runs() {
        return runs;
    }

    public Receipts receipts() {
        return receipts;
    }

    public DeadLetters deadLetters() {
        return deadLetters;
    }

    public Positions positions() {
        return positions;
    }

    public Profiles profiles() {
        return profiles;
    }

    public Namespaces namespaces() {
        return namespaces;
    }

    public SyncStates syncStates() {
        return syncStates;
    }

    public Retention retention() {
        return retention;
    }

    public Forgetting forgetting() {
        return forgetting;
    }

    public Audits audits() {
        return audits;
    }

    public DueRuns dueRuns() {
        return dueRuns;
    }

    public Notices notices() {
        return notices;
    }

    /** For the library that keeps the table {@code schedules}. Closed with the ledger. */
    public DataSource schedules() {
        return store.database();
    }

    @Override
    public void close() {
        store.close();
    }
}
