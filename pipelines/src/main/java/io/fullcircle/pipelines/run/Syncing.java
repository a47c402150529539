package io.fullcircle.pipelines.run;

import io.fullcircle.connector.Comparison;
import io.fullcircle.connector.Ending;
import io.fullcircle.connector.mapping.CursorPlace;
import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.SyncMode;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Source;
import io.fullcircle.pipelines.config.Endpoint;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.config.Sync.Mode;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Positions.Position;
import io.fullcircle.pipelines.ledger.ReceiptWriter;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.SettledRows;
import io.fullcircle.pipelines.ledger.SyncStates;
import io.fullcircle.pipelines.sync.IdComparison;
import io.fullcircle.pipelines.sync.KeyComparison;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a pipeline's sync mode is carried out: what the source is asked for, what rows are compared with, and what is
 * remembered of them. The pipeline's lock is the caller's.
 */
final class Syncing {
    /** The edition of a run that sends everything again: one that resumes it does so, too. */
    private static final String EVERYTHING = "full-resync";

    private static final Logger LOG = LoggerFactory.getLogger(Syncing.class);

    private final Pipeline pipeline;
    private final Ledger ledger;

    Syncing(Pipeline pipeline, Ledger ledger) {
        this.pipeline = pipeline;
        this.ledger = ledger;
    }

    /** Under which name position and state are kept: what a receiver of a run's own accepts, no other destination has. */
    String state() {
        boolean local = pipeline.endpoint() instanceof Endpoint.Local;
        return local ? SyncStates.local(pipeline.name()) : pipeline.name();
    }

    /** Under which name the position is kept: of a run that sends all rows it is of use to this file's next run alone. */
    String place() {
        return mode() == Mode.FULL ? pipeline.name() : state();
    }

    private Mode mode() {
        return pipeline.sync().mode();
    }

    /** Where accepted rows are noted; empty where they aren't compared. */
    Optional<ReceiptWriter.Accepting> accepting() {
        boolean keepsCalls = mode() == Mode.CHANGED && changed().keepsLastValues();
        return mode() == Mode.FULL ? Optional.empty() : Optional.of(new ReceiptWriter.Accepting(state(), keepsCalls));
    }

    private SyncMode.Changed changed() {
        return new SyncMode.Changed(pipeline.sync().on());
    }

    /** What a run's messages are of, where their edition isn't the rows'. */
    static String edition(boolean fullResync, Optional<Run> resumed, String usual) {
        return resumed.map(run -> run.start().edition()).orElse(fullResync ? EVERYTHING : usual);
    }

    /** Takes up what a killed process has left, and forgets what doesn't belong to this mode. */
    void begin() {
        if (ledger.syncStates().begin(state(), kind())) {
            LOG.warn("{}: the mode was another: what was accepted under it is forgotten", pipeline.name());
        }
        ledger.syncStates().fold(state());
    }

    private Optional<SyncStates.Kind> kind() {
        return switch (mode()) {
            case FULL -> Optional.empty();
            case INCREMENTAL -> Optional.of(SyncStates.Kind.INCREMENTAL);
            case CHANGED -> Optional.of(SyncStates.Kind.CHANGED);
        };
    }

    /** What a run asks its source for. */
    record Reading(Query query, SyncMode mode, List<String> position) {}

    Reading reading(Source source, Query whole, Optional<Run> resumed) {
        return switch (mode()) {
            case FULL -> {
                Query query = new StableOrder(pipeline, source, ledger).over(whole, resumed);
                yield new Reading(query, new SyncMode.Full(), query.orderBy());
            }
            case INCREMENTAL -> {
                var read = CursorRead.of(pipeline, source, whole, position());
                yield new Reading(read.query(), read.mode(), List.of(read.column()));
            }
            case CHANGED -> new Reading(whole, changed(), List.of());
        };
    }

    private Optional<Position> position() {
        return ledger.positions().position(state());
    }

    /** What an interrupted run has settled, as far as the comparison doesn't know it. */
    Optional<SettledRows> settled(Optional<Run> resumed, Query query, String edition) {
        boolean known = mode() == Mode.CHANGED && !edition.equals(EVERYTHING);
        return resumed.filter(run -> !known).map(run -> ledger.receipts().settledRows(run, match(query)));
    }

    /** Only a scan of all rows tells whether a key is unique. In incremental, a row that changed meanwhile is another. */
    private SettledRows.Match match(Query query) {
        boolean byKey = switch (mode()) {
            case FULL -> !pipeline.sync().key().isEmpty() && query.from().isEmpty();
            case INCREMENTAL -> false;
            case CHANGED -> true;
        };
        return byKey ? SettledRows.Match.KEY : SettledRows.Match.ID;
    }

    /** @param scratch a folder for what doesn't fit into memory */
    Comparison comparison(String edition, Path scratch) {
        return switch (mode()) {
            case FULL -> Comparison.NONE;
            case INCREMENTAL -> new IdComparison(ledger.syncStates(), state(), scratch);
            case CHANGED -> {
                Optional<Kind> again = edition.equals(EVERYTHING) ? Optional.of(again()) : Optional.empty();
                yield new KeyComparison(ledger.syncStates(), state(), again, scratch);
            }
        };
    }

    /** The same for a plan, which changes nothing: what was accepted under another mode counts as forgotten. */
    Comparison plannedComparison(String edition, Path scratch) {
        boolean known =
                kind().filter(kind -> ledger.syncStates().has(state(), kind)).isPresent();
        return known ? comparison(edition, scratch) : Comparison.NONE;
    }

    /** Everything is sent, whatever is left out otherwise. */
    private Kind again() {
        return pipeline.sync().on().containsKey(Kind.CHANGED) ? Kind.CHANGED : Kind.ADDED;
    }

    /**
     * Brings the state up to date with what the run has noted.
     *
     * @param whole whether every row was read, so that what lies before the position isn't read again
     */
    void end(Ending ending, boolean whole) {
        if (mode() == Mode.FULL) {
            return;
        }
        boolean complete =
                ending.state() == Ending.State.COMPLETED || ending.state() == Ending.State.COMPLETED_WITH_REJECTS;
        Optional<Object> last = mode() == Mode.INCREMENTAL && complete && whole
                ? position().flatMap(moved -> PositionText.first(moved.value()))
                : Optional.empty();
        if (last.isEmpty()) {
            ledger.syncStates().fold(state());
            return;
        }
        var lookback = pipeline.sync().cursor().orElseThrow().lookback();
        long least = CursorPlace.of(CursorRead.earlier(last.get(), lookback));
        ledger.syncStates().fold(state(), least, last.get() instanceof String);
    }

    /** Forgets what was accepted and how far was read, without sending. */
    void reset() {
        ledger.syncStates().reset(state());
    }
}
