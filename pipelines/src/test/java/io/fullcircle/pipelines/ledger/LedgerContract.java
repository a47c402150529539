package io.fullcircle.pipelines.ledger;

import static io.fullcircle.connector.Earlier.Fate.DOUBTFUL;
import static io.fullcircle.connector.Earlier.Fate.OPEN;
import static io.fullcircle.connector.Earlier.Fate.SETTLED;
import static io.fullcircle.pipelines.ledger.Rowset.accepted;
import static io.fullcircle.pipelines.ledger.Rowset.ended;
import static io.fullcircle.pipelines.ledger.Rowset.message;
import static io.fullcircle.pipelines.ledger.Rowset.rejected;
import static io.fullcircle.pipelines.ledger.Rowset.resuming;
import static io.fullcircle.pipelines.ledger.Rowset.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.fullcircle.connector.Rows;
import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.Mark;
import io.fullcircle.connector.mapping.Message;
import io.fullcircle.connector.mapping.TrackMapper;
import io.fullcircle.pipelines.ledger.DeadLetter.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every ledger promises, wherever it lies. */
abstract class LedgerContract {
    private static final String PIPELINE = "sales";

    @TempDir
    Path home;

    final MovedClock clock = new MovedClock();
    Ledger ledger;

    /** A new ledger in {@link #home}, or the one that was opened there before. */
    abstract Ledger open();

    @BeforeEach
    void openIt() {
        ledger = open();
    }

    @AfterEach
    void closeIt() {
        ledger.close();
    }

    private Run begin(String id) {
        clock.forward(Duration.ofMinutes(1));
        return ledger.runs().begin(start(id, PIPELINE));
    }

    private void settle(Run run, Receipt... receipts) {
        try (var writer = ledger.receipts().writer(run, Kept.ALL)) {
            writer.settled(List.of(receipts));
        }
    }

    private void end(Run run, RunState state) {
        ledger.runs().end(run, ended(state));
        ledger.receipts().index(run);
    }

    private Held lock(String run) {
        return ((Locks.Claim.Granted) ledger.locks().lock(PIPELINE, run)).held();
    }

    private Optional<String> interrupted(String run) {
        try (Held held = lock(run)) {
            return ledger.runs().interrupted(held, Rowset.DIGEST).map(Run::id);
        }
    }

    private List<String> bucketsOf(String key) {
        return ledger.receipts().findByKey(PIPELINE, key).stream()
                .map(receipt -> receipt.run() + " " + receipt.bucket().label())
                .toList();
    }

    @Test
    void knowsWhatARunWasBegunWithAndHowItEnded() {
        Run run = begin("1");
        assertThat(run.state()).isEqualTo(RunState.RUNNING);
        assertThat(run.owner()).isEqualTo(Owner.current());
        clock.forward(Duration.ofSeconds(7));
        var rows = new Rows(66, 1, 2, 3, 4, 5, 6, 7, 8, 9, 21);
        ledger.runs().end(run, new RunEnd(RunState.FAILED, rows, Optional.of("the source is gone"), "{\"speed\":7}"));
        ledger.close();
        ledger = open();
        Run shown = ledger.runs().show("1").orElseThrow();
        assertThat(shown.start()).isEqualTo(start("1", PIPELINE));
        assertThat(shown.state()).isEqualTo(RunState.FAILED);
        assertThat(shown.ended()).contains(shown.started().plusSeconds(7));
        assertThat(shown.rows()).isEqualTo(rows);
        assertThat(shown.why()).contains("the source is gone");
        assertThat(shown.details()).isEqualTo("{\"speed\":7}");
        assertThat(ledger.runs().show("2")).isEmpty();
    }

    @Test
    void listsTheNewestRunsThatAFilterLetsThrough() {
        end(begin("1"), RunState.COMPLETED);
        end(begin("2"), RunState.FAILED);
        ledger.runs().begin(start("3", "other"));
        assertThat(ids(RunFilter.newest(2))).containsExactly("3", "2");
        assertThat(ids(RunFilter.of(PIPELINE, 9))).containsExactly("2", "1");
        assertThat(ids(new RunFilter(
                        Optional.empty(), Set.of(RunState.COMPLETED, RunState.RUNNING), Optional.empty(), 9)))
                .containsExactly("3", "1");
        assertThat(ids(new RunFilter(Optional.of(PIPELINE), Set.of(), Optional.of(clock.instant()), 9)))
                .containsExactly("2");
    }

    @Test
    void findsRunsByTheBeginningOfTheirIdAndNamesPipelines() {
        begin("2026-a");
        begin("2026-b");
        ledger.runs().begin(start("2027", "other"));
        assertThat(ledger.runs().withPrefix("2026-", 9)).extracting(Run::id).containsExactly("2026-b", "2026-a");
        assertThat(ledger.runs().withPrefix("20", 1)).extracting(Run::id).containsExactly("2027");
        assertThat(ledger.runs().withPrefix("%", 9)).isEmpty();
        assertThat(ledger.runs().pipelines()).containsExactly("other", PIPELINE);
    }

    @Test
    void knowsOfWhichRunsItDoesNotKnowTheDeliveredRows() {
        Run all = begin("1");
        settle(all, accepted(0, "a", "1"), rejected(1, "b", "1"));
        ledger.runs().end(all, delivered(1));
        assertThat(known("1")).isEqualTo(Receipts.Known.ALL);
        Run exceptions = begin("2");
        try (var writer = ledger.receipts().writer(exceptions, Kept.EXCEPTIONS)) {
            writer.settled(List.of(accepted(0, "a", "1"), rejected(1, "b", "1")));
        }
        ledger.runs().end(exceptions, delivered(1));
        assertThat(known("2")).isEqualTo(Receipts.Known.EXCEPTIONS);
        Run nothing = begin("3");
        settle(nothing, rejected(1, "b", "1"));
        ledger.runs().end(nothing, delivered(0));
        assertThat(known("3")).isEqualTo(Receipts.Known.ALL);
        begin("4");
        interrupted("5");
        assertThat(known("4")).isEqualTo(Receipts.Known.EXCEPTIONS);
        clock.forward(Duration.ofDays(31));
        end(begin("6"), RunState.COMPLETED);
        ledger.retention().prune(PIPELINE, Duration.ofDays(30));
        assertThat(known("1")).isEqualTo(Receipts.Known.OPEN_LETTERS);
    }

    private Receipts.Known known(String run) {
        return ledger.receipts().known(ledger.runs().show(run).orElseThrow());
    }

    private static RunEnd delivered(long rows) {
        return new RunEnd(
                RunState.COMPLETED_WITH_REJECTS,
                new Rows(rows + 1, rows, 1, 0, 0, 0, 0, 0, 0, 0, 0),
                Optional.empty(),
                "{}");
    }

    private List<String> ids(RunFilter filter) {
        return ledger.runs().list(filter).stream().map(Run::id).toList();
    }

    @Test
    void closesARunWhoseProcessIsGoneAndHandsItOut() {
        Run dead = begin("1");
        settle(dead, accepted(0, "a", "1"), rejected(1, "b", "1"), accepted(2, "c", "1"));
        assertThat(interrupted("2")).contains("1");
        Run closed = ledger.runs().show("1").orElseThrow();
        assertThat(closed.state()).isEqualTo(RunState.FAILED);
        assertThat(closed.why()).contains("interrupted");
        assertThat(closed.rows()).isEqualTo(new Rows(3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(closed.rows().addUp()).isTrue();
    }

    @Test
    void resumesOnlyTheNewestRunAndOnlyIfItsFileIsTheSame() {
        end(begin("1"), RunState.FAILED);
        assertThat(interrupted("9")).contains("1");
        end(begin("2"), RunState.CANCELLED);
        assertThat(interrupted("9")).contains("2");
        try (Held held = lock("9")) {
            assertThat(ledger.runs().interrupted(held, "another digest")).isEmpty();
        }
        end(begin("3"), RunState.COMPLETED_WITH_REJECTS);
        assertThat(interrupted("9")).isEmpty();
    }

    @Test
    void resumesNoRunOfDeadLettersAndLeavesTheHoldersOwnRunAlone() {
        end(begin("1"), RunState.FAILED);
        ledger.runs().begin(new RunStart("2", PIPELINE, "f", Rowset.DIGEST, Trigger.RETRY, "e", Optional.empty()));
        assertThat(interrupted("9")).contains("1");
        assertThat(ledger.runs().show("2").orElseThrow().state()).isEqualTo(RunState.FAILED);
        begin("3");
        assertThat(interrupted("3")).contains("1");
        assertThat(ledger.runs().show("3").orElseThrow().state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void keepsInFullWhatWasNotDelivered() {
        Run run = begin("1");
        try (var writer = ledger.receipts().writer(run, Kept.ALL)) {
            writer.invalid(new Invalid(0, "a", "no id", "column x"));
            writer.invalid(new Invalid(1, null, "no key", null));
            writer.settled(List.of(
                    accepted(2, "b", "1"),
                    rejected(3, "c", "1"),
                    new Receipt.Dropped(message(4, "d", "1")),
                    new Receipt.InDoubt(message(5, "e", "1"), "timeout"),
                    new Receipt.Left(message(6, "f", "1"))));
        }
        var all = new TreeMap<Long, StoredReceipt>();
        ledger.receipts().forEach(run, receipt -> all.put(receipt.ordinal(), receipt));
        assertThat(all.values())
                .extracting(StoredReceipt::bucket)
                .containsExactly(
                        Bucket.INVALID,
                        Bucket.INVALID,
                        Bucket.DELIVERED,
                        Bucket.REJECTED,
                        Bucket.DROPPED,
                        Bucket.IN_DOUBT);
        assertThat(all.get(0L).key()).contains("a");
        assertThat(all.get(0L).detail()).contains("column x");
        assertThat(all.get(0L).messageId()).isEmpty();
        assertThat(all.get(1L).key()).isEmpty();
        assertThat(all.get(2L).messageId()).contains(message(2, "b", "1").id());
        assertThat(all.get(3L).status()).isEqualTo(OptionalInt.of(400));
        assertThat(all.get(3L).reason()).contains("{\"success\":false}");
        assertThat(all.get(3L).letter()).contains(State.OPEN);
        assertThat(all.get(5L).reason()).contains("timeout");
        assertThat(all.get(5L).letter()).isEmpty();
        assertThat(all.get(5L).settledAt()).isEqualTo(clock.instant());
    }

    @Test
    void keepsNothingOfDeliveredRowsWhereToldSo() {
        Run run = begin("1");
        try (var writer = ledger.receipts().writer(run, Kept.EXCEPTIONS)) {
            writer.settled(List.of(accepted(0, "a", "1"), rejected(1, "b", "1")));
        }
        assertThat(bucketsOf("a")).isEmpty();
        assertThat(bucketsOf("b")).containsExactly("1 rejected");
    }

    @Test
    void cutsReasonsAndKeepsWhatDatabasesCannotHold() {
        String key = "nul\0 half\ud800 whole\ud83d\ude00";
        Run run = begin("1");
        settle(run, new Receipt.Rejected(message(0, key, "1"), 400, "\0" + "x".repeat(600)));
        assertThat(ledger.receipts().findByKey(PIPELINE, key)).singleElement().satisfies(receipt -> {
            assertThat(receipt.key()).contains("nul\ufffd half\ufffd whole\ud83d\ude00");
            assertThat(receipt.reason().orElseThrow()).hasSize(500);
        });
    }

    @Test
    void countsReasonsMostFrequentFirst() {
        Run run = begin("1");
        settle(run, rejected(0, "a", "1"), rejected(1, "b", "1"), new Receipt.Dropped(message(2, "c", "1")));
        assertThat(ledger.receipts().reasons(run))
                .containsExactly(
                        new ReasonCount(Bucket.REJECTED, OptionalInt.of(400), "{\"success\":false}", 2),
                        new ReasonCount(Bucket.DROPPED, OptionalInt.empty(), "", 1));
    }

    @Test
    void countsReasonsThatDifferByTheMessageIdTheyNameAsOne() {
        Run run = begin("1");
        for (String key : List.of("a", "b")) {
            var message = message(key.charAt(0), key, "1");
            settle(run, new Receipt.Rejected(message, 400, "message " + message.id() + " is bad"));
        }
        assertThat(ledger.receipts().reasons(run))
                .containsExactly(new ReasonCount(Bucket.REJECTED, OptionalInt.of(400), "message … is bad", 2));
    }

    @Test
    void findsKeysOfManyReceiptsAsANaiveMapDoes() {
        var random = new Random(4);
        Map<String, List<Long>> naive = new HashMap<>();
        Run run = begin("1");
        try (var writer = ledger.receipts().writer(run, Kept.ALL)) {
            List<Integer> ordinals =
                    new ArrayList<>(IntStream.range(0, 200_000).boxed().toList());
            Collections.shuffle(ordinals.subList(0, 5_000), random);
            for (int from = 0; from < ordinals.size(); from += 1_600) {
                var batch = new ArrayList<Receipt>();
                for (long ordinal : ordinals.subList(from, Math.min(ordinals.size(), from + 1_600))) {
                    // One key of many rows, so that it fills more than a page, and some of few.
                    String key = ordinal % 3 == 0 ? "all" : "k" + random.nextInt(150_000);
                    naive.computeIfAbsent(key, any -> new ArrayList<>()).add(ordinal);
                    batch.add(ordinal % 1_000 == 7 ? rejected(ordinal, key, "1") : accepted(ordinal, key, "1"));
                }
                writer.settled(batch);
            }
        }
        assertThat(found("k77")).isEqualTo(sorted(naive.get("k77")));
        end(run, RunState.COMPLETED);
        assertThat(ledger.runs().show("1").orElseThrow().indexed()).isTrue();
        for (int i = 0; i < 150_000; i += 301) {
            assertThat(found("k" + i)).isEqualTo(sorted(naive.get("k" + i)));
        }
        assertThat(found("all")).isEqualTo(sorted(naive.get("all")));
        assertThat(found("nobody")).isEmpty();
    }

    private List<Long> found(String key) {
        return sorted(ledger.receipts().findByKey(PIPELINE, key).stream()
                .map(StoredReceipt::ordinal)
                .toList());
    }

    private static List<Long> sorted(List<Long> ordinals) {
        return ordinals == null ? List.of() : ordinals.stream().sorted().toList();
    }

    @Test
    void tellsTheStoryOfAKeyOverRunsInTheOrderOfTime() {
        Run first = begin("1");
        try (var writer = ledger.receipts().writer(first, Kept.ALL)) {
            writer.invalid(new Invalid(0, "a", "no id", null));
        }
        end(first, RunState.COMPLETED_WITH_REJECTS);
        Run second = begin("2");
        settle(second, rejected(0, "a", "1"));
        end(second, RunState.COMPLETED_WITH_REJECTS);
        Run third = begin("3");
        settle(third, accepted(0, "a", "2"));
        assertThat(bucketsOf("a")).containsExactly("1 invalid", "2 rejected", "3 delivered");
        assertThat(ledger.receipts().findByKey("other", "a")).isEmpty();
    }

    @Test
    void knowsWhatAnInterruptedRunAndThoseBeforeItSettled() {
        Run first = begin("1");
        settle(first, accepted(0, 100).toArray(Receipt[]::new));
        ledger.runs().end(first, ended(RunState.FAILED));
        Run second = ledger.runs().begin(resuming("2", first));
        try (var writer = ledger.receipts().writer(second, Kept.ALL)) {
            writer.invalid(new Invalid(200, "wrong", "no id", null));
            writer.invalid(new Invalid(201, null, "no key", null));
            writer.settled(accepted(100, 150));
            writer.settled(List.of(
                    rejected(150, "key-150", "0.7"), new Receipt.InDoubt(message(151, "key-151", "0.7"), "cut")));
        }
        var byKey = ledger.receipts().settledRows(second, SettledRows.Match.KEY);
        var byId = ledger.receipts().settledRows(second, SettledRows.Match.ID);
        for (int i = 0; i < 300; i++) {
            assertThat(byKey.fate(message(i, "key-" + i, "0.8"))).isEqualTo(i <= 150 ? DOUBTFUL : OPEN);
            assertThat(byId.fate(message(i, "key-" + i, "0.7"))).isEqualTo(i <= 150 ? SETTLED : OPEN);
            assertThat(byId.fate(message(i, "key-" + i, "0.8"))).isEqualTo(OPEN);
        }
        for (var settled : List.of(byKey, byId)) {
            assertThat(settled.fate(new Invalid(9, "wrong", "no id", null))).isEqualTo(SETTLED);
            assertThat(settled.fate(new Invalid(9, "wrong", "too large", null))).isEqualTo(OPEN);
            assertThat(settled.fate(new Invalid(9, null, "no key", null))).isEqualTo(OPEN);
        }
        assertThat(byKey.counts()).isEqualTo(Map.of(Bucket.DELIVERED, 150L, Bucket.REJECTED, 1L, Bucket.INVALID, 2L));
        ledger.receipts().index(second);
        assertThat(ledger.runs().list(RunFilter.of(PIPELINE, 9))).allMatch(Run::indexed);
    }

    @Test
    void takesNoRowForAnotherOfItsKeyThatWasSettled() {
        Run run = begin("1");
        settle(run, accepted(0, "changed", "1"), accepted(1, "shared", "1"), accepted(2, "both", "1"));
        ledger.runs().end(run, ended(RunState.FAILED));
        var settled = ledger.receipts().settledRows(run, SettledRows.Match.KEY);

        assertThat(settled.fate(message(0, "changed", "2"))).isEqualTo(DOUBTFUL);
        assertThat(settled.fate(message(1, "shared", "2"))).isEqualTo(DOUBTFUL);
        assertThat(settled.fate(message(2, "shared", "1"))).isEqualTo(SETTLED);
        assertThat(settled.fate(message(3, "both", "2"))).isEqualTo(DOUBTFUL);
        assertThat(settled.fate(message(4, "both", "3"))).isEqualTo(DOUBTFUL);
        assertThat(settled.fate(message(5, "new", "1"))).isEqualTo(OPEN);

        assertThat(settled.isSettledAfterAll(message(0, "changed", "2"))).isTrue();
        assertThat(settled.isSettledAfterAll(message(1, "shared", "2"))).isFalse();
        assertThat(settled.isSettledAfterAll(message(3, "both", "2"))).isFalse();
        assertThat(settled.isSettledAfterAll(message(4, "both", "3"))).isFalse();
        assertThat(settled.sharing()).isEqualTo(3);
    }

    @Test
    void handsOnWhatALimitedRunHasTakenUp() {
        Run first = begin("1");
        ledger.runs().end(first, ended(RunState.FAILED));
        Run limited = ledger.runs().begin(resuming("2", first));
        ledger.runs().end(limited, limited(10, 10));
        assertThat(interrupted("9")).contains("2");
        Run whole = ledger.runs().begin(resuming("3", limited));
        ledger.runs().end(whole, limited(9, 10));
        assertThat(interrupted("9")).isEmpty();
        ledger.runs().end(begin("4"), limited(10, 10));
        assertThat(interrupted("9")).isEmpty();
    }

    private static RunEnd limited(long read, long limit) {
        var rows = new Rows(read, read, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return new RunEnd(RunState.COMPLETED, rows, Optional.empty(), "{\"limit\": " + limit + "}");
    }

    @Test
    void listsDeadLettersByWhatIsAsked() {
        Run run = begin("1");
        settle(
                run,
                rejected(0, "a", "1"),
                new Receipt.Rejected(message(1, "b", "1"), 422, "Too odd"),
                new Receipt.Dropped(message(2, "c", "1")));
        assertThat(keys(LetterFilter.open())).containsExactly("a", "b");
        assertThat(keys(LetterFilter.open(PIPELINE).withReason("Too "))).containsExactly("b");
        assertThat(keys(LetterFilter.open(PIPELINE).withKey("a").withRun("1"))).containsExactly("a");
        assertThat(keys(LetterFilter.open().withReason("422"))).containsExactly("b");
        assertThat(keys(LetterFilter.open().withReason("400 {"))).containsExactly("a");
        assertThat(keys(LetterFilter.open("other"))).isEmpty();
        assertThat(keys(LetterFilter.open().withStates(Set.of(State.SETTLED, State.DISCARDED))))
                .isEmpty();
        DeadLetter letter =
                ledger.deadLetters().list(LetterFilter.open().withKey("b"), 9).get(0);
        assertThat(new String(letter.content(), StandardCharsets.UTF_8))
                .isEqualTo("{\"userId\":\"b\",\"score\":\"1\"}");
        assertThat(letter.status()).isEqualTo(422);
        assertThat(letter.messageId()).isEqualTo(message(1, "b", "1").id());
        assertThat(ledger.deadLetters().list(LetterFilter.open(), 1)).hasSize(1);
        assertThat(ledger.deadLetters().count(LetterFilter.open())).isEqualTo(2);
    }

    private List<String> keys(LetterFilter filter) {
        var keys = new ArrayList<String>();
        ledger.deadLetters().forEach(filter, letter -> keys.add(letter.key()));
        return keys;
    }

    @Test
    void settlesAndDiscardsOnlyOpenLetters() {
        Run run = begin("1");
        settle(run, rejected(0, "a", "1"), rejected(1, "b", "1"), rejected(2, "c", "1"));
        var ids = Set.of(message(0, "a", "1").id(), message(9, "nobody", "1").id());
        assertThat(ledger.deadLetters().settle("other", ids, "2")).isZero();
        assertThat(ledger.deadLetters().settle(PIPELINE, ids, "2")).isEqualTo(1);
        var any = LetterFilter.open().withStates(Set.of());
        assertThat(ledger.deadLetters().discard(any.withKey("a"), "no")).isZero();
        assertThat(ledger.deadLetters().discard(any.withKey("b"), "a test account"))
                .isEqualTo(1);
        assertThat(ledger.deadLetters().list(any, 9))
                .extracting(DeadLetter::key, DeadLetter::state, DeadLetter::settledBy, DeadLetter::note)
                .containsExactly(
                        tuple("a", State.SETTLED, Optional.of("2"), Optional.empty()),
                        tuple("b", State.DISCARDED, Optional.empty(), Optional.of("a test account")),
                        tuple("c", State.OPEN, Optional.empty(), Optional.empty()));
    }

    @Test
    void supersedesLettersByWhatWasAcceptedLater() {
        Run first = begin("1");
        settle(
                first,
                rejected(0, "same", "1"),
                rejected(1, "newer", "1"),
                rejected(2, "again", "1"),
                rejected(3, "quiet", "1"),
                accepted(4, "quiet", "0"),
                rejected(5, "quiet", "2"));
        end(first, RunState.COMPLETED_WITH_REJECTS);
        assertThat(ledger.deadLetters().supersede(first)).isEqualTo(new DeadLetters.Superseded(0, 1));
        Run second = begin("2");
        settle(second, accepted(0, "same", "1"), accepted(1, "newer", "2"), rejected(2, "again", "1"));
        end(second, RunState.COMPLETED_WITH_REJECTS);
        assertThat(ledger.deadLetters().supersede(second)).isEqualTo(new DeadLetters.Superseded(1, 2));
        assertThat(keys(LetterFilter.open())).containsExactly("quiet", "again");
        assertThat(keys(LetterFilter.open().withStates(Set.of(State.SETTLED)))).containsExactly("same");
        assertThat(ledger.deadLetters().supersede(second)).isEqualTo(new DeadLetters.Superseded(0, 0));
    }

    private Run retry(String id) {
        clock.forward(Duration.ofMinutes(1));
        return ledger.runs()
                .begin(new RunStart(
                        id, PIPELINE, "sales.yaml", Rowset.DIGEST, Trigger.RETRY, "2026-11-22", Optional.empty()));
    }

    private List<String> toSend(LetterFilter filter, Run by) {
        var keys = new ArrayList<String>();
        ledger.deadLetters().toSend(filter, by).forEachRemaining(letter -> keys.add(letter.run() + " " + letter.key()));
        return keys;
    }

    @Test
    void givesTheLettersToSendOldestFirstWhateverIsSettledMeanwhile() {
        Run first = begin("1");
        settle(
                first,
                IntStream.range(0, 450).mapToObj(i -> rejected(i, "k" + i, "1")).toArray(Receipt[]::new));
        Run second = begin("2");
        settle(second, rejected(7, "k7", "1"), rejected(8, "new", "1"));
        ledger.deadLetters().supersede(second);
        ledger.deadLetters().discard(LetterFilter.open().withKey("k9"), "no");
        Run by = retry("3");
        settle(by, rejected(0, "own", "1"));
        assertThat(ledger.deadLetters().countToSend(LetterFilter.open(PIPELINE)))
                .isEqualTo(451);
        var expected =
                new ArrayList<>(IntStream.range(0, 450).mapToObj(i -> "1 k" + i).toList());
        expected.removeAll(List.of("1 k7", "1 k9"));
        expected.addAll(List.of("2 k7", "2 new"));
        var sent = new ArrayList<String>();
        ledger.deadLetters().toSend(LetterFilter.open(PIPELINE), by).forEachRemaining(letter -> {
            sent.add(letter.run() + " " + letter.key());
            ledger.deadLetters().settle(PIPELINE, Set.of(letter.messageId()), by.id());
        });
        assertThat(sent).isEqualTo(expected);
        assertThat(toSend(LetterFilter.open(PIPELINE), by)).isEmpty();
        assertThat(toSend(LetterFilter.open(PIPELINE), retry("4"))).containsExactly("3 own");
    }

    @Test
    void supersedesByARunOfDeadLettersOnlyWhatIsOlderThanWhatItSettled() {
        Run first = begin("1");
        settle(
                first,
                rejected(0, "a", "old"),
                rejected(1, "b", "old"),
                rejected(2, "a", "new"),
                rejected(3, "c", "old"));
        Run second = begin("2");
        settle(second, accepted(0, "c", "new"), rejected(1, "b", "new"));
        ledger.deadLetters().supersede(second);
        assertThat(keys(LetterFilter.open())).containsExactly("a", "b", "a", "b");

        Run retry = retry("3");
        settle(
                retry,
                accepted(0, "b", "old"),
                accepted(1, "a", "new"),
                accepted(2, "c", "old"),
                rejected(3, "d", "old"),
                accepted(4, "d", "new"));
        ledger.deadLetters()
                .settle(
                        PIPELINE,
                        Set.of(
                                message(0, "b", "old").id(),
                                message(0, "a", "new").id()),
                        "3");
        ledger.deadLetters().supersede(retry);

        assertThat(ledger.deadLetters().list(LetterFilter.open().withStates(Set.of()), 9))
                .extracting(DeadLetter::run, DeadLetter::ordinal, DeadLetter::state, DeadLetter::settledBy)
                .containsExactly(
                        tuple("1", 0L, State.SUPERSEDED, Optional.of("3")),
                        tuple("1", 1L, State.SETTLED, Optional.of("3")),
                        tuple("1", 2L, State.SETTLED, Optional.of("3")),
                        tuple("1", 3L, State.SETTLED, Optional.of("3")),
                        tuple("2", 1L, State.OPEN, Optional.empty()),
                        tuple("3", 3L, State.SUPERSEDED, Optional.of("3")));
        assertThat(ledger.deadLetters().states(first)).isEqualTo(Map.of(State.SUPERSEDED, 1L, State.SETTLED, 3L));
    }

    @Test
    void supersedesByWhatAnInterruptedRunAccepted() {
        settle(begin("1"), rejected(0, "a", "old"), rejected(1, "b", "old"));
        settle(begin("2"), accepted(0, "a", "new"), accepted(1, "b", "old"));
        interrupted("3");
        ledger.deadLetters().supersedeByInterrupted(PIPELINE);
        assertThat(ledger.deadLetters().list(LetterFilter.open().withStates(Set.of()), 9))
                .extracting(DeadLetter::key, DeadLetter::state)
                .containsExactly(tuple("a", State.SUPERSEDED), tuple("b", State.SETTLED));
    }

    @Test
    void movesAPositionFromWhereTheCallerBelievesItIs() {
        Positions positions = ledger.positions();
        assertThat(positions.position(PIPELINE)).isEmpty();
        assertThat(positions.movePosition(PIPELINE, Optional.of("{}"), "{\"at\":1}", "1"))
                .isFalse();
        assertThat(positions.movePosition(PIPELINE, Optional.empty(), "{\"at\":1}", "1"))
                .isTrue();
        assertThat(positions.movePosition(PIPELINE, Optional.empty(), "{\"at\":2}", "1"))
                .isFalse();
        assertThat(positions.movePosition(PIPELINE, Optional.of("{\"at\":1}"), "{\"at\":2}", "2"))
                .isTrue();
        assertThat(positions.position(PIPELINE)).contains(new Positions.Position("{\"at\":2}", "2", clock.instant()));
        positions.movePosition(PIPELINE, "{\"at\":3}", "3");
        assertThat(positions.position(PIPELINE).orElseThrow().value()).isEqualTo("{\"at\":3}");
        positions.removePosition(PIPELINE);
        assertThat(positions.position(PIPELINE)).isEmpty();
    }

    @Test
    void givesTheFirstNamespaceToAllWhoAskAtOnce() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try (Ledger other = open()) {
            List<Callable<String>> asking = IntStream.range(0, 40)
                    .<Callable<String>>mapToObj(i ->
                            () -> (i % 2 == 0 ? ledger : other).namespaces().namespace(PIPELINE, "ns-" + i))
                    .toList();
            var answers = new HashSet<String>();
            for (var answer : threads.invokeAll(asking)) {
                answers.add(answer.get());
            }
            assertThat(answers).hasSize(1);
            assertThat(ledger.namespaces().namespace("other", "own")).isEqualTo("own");
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void letsTwoLedgersWriteAtOnce() throws Exception {
        var threads = Executors.newFixedThreadPool(2);
        try (Ledger other = open()) {
            Run mine = begin("1");
            Run others = other.runs().begin(start("2", "other"));
            List<Callable<Void>> writing = List.of(() -> write(ledger, mine), () -> write(other, others));
            for (var done : threads.invokeAll(writing)) {
                done.get();
            }
            var count = new long[2];
            ledger.receipts().forEach(mine, receipt -> count[0]++);
            ledger.receipts().forEach(others, receipt -> count[1]++);
            assertThat(count).containsExactly(2_000, 2_000);
        } finally {
            threads.shutdown();
        }
    }

    private static Void write(Ledger to, Run run) {
        try (var writer = to.receipts().writer(run, Kept.ALL)) {
            for (int i = 0; i < 2_000; i += 10) {
                writer.settled(accepted(i, i + 10));
            }
        }
        return null;
    }

    @Test
    void letsOneRunOfAPipelineInAndSaysWhoHasIt() {
        Held held = lock("1");
        assertThat(held.isHeld()).isTrue();
        try (Ledger other = open()) {
            var refused = (Locks.Claim.Refused) other.locks().lock(PIPELINE, "2");
            assertThat(refused.holder().run()).isEqualTo("1");
            assertThat(refused.holder().pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(refused.holder().host()).isEqualTo(Owner.current().host());
            assertThat(other.locks().holder(PIPELINE)).contains(refused.holder());
            assertThat(other.locks().holder("other")).isEmpty();
            assertThat(other.locks().lock("other", "3")).isInstanceOf(Locks.Claim.Granted.class);
            assertThat(held.isHeld()).isTrue();
            held.close();
            held.close();
            assertThat(held.isHeld()).isFalse();
            assertThat(other.locks().holder(PIPELINE)).isEmpty();
            assertThat(other.locks().lock(PIPELINE, "4")).isInstanceOf(Locks.Claim.Granted.class);
        }
    }

    @Test
    void prunesWhatIsOldAndKeepsWhatIsNeeded() {
        Run old = begin("old");
        settle(old, accepted(0, "a", "1"), rejected(1, "b", "1"), new Receipt.Dropped(message(2, "c", "1")));
        end(old, RunState.COMPLETED_WITH_REJECTS);
        Run gone = begin("gone");
        settle(gone, accepted(0, "a", "2"), rejected(1, "x", "1"));
        ledger.deadLetters().discard(LetterFilter.open().withKey("x"), "no");
        end(gone, RunState.COMPLETED_WITH_REJECTS);
        Run newest = begin("newest complete");
        settle(newest, accepted(0, "a", "3"));
        end(newest, RunState.COMPLETED);
        Run broken = begin("broken");
        settle(broken, accepted(0, "a", "4"));
        end(broken, RunState.FAILED);
        Run resumed = ledger.runs().begin(resuming("resumed", broken));
        settle(resumed, accepted(1, "a", "5"));
        end(resumed, RunState.CANCELLED);

        assertThat(ledger.retention().prune(PIPELINE, Retention.DEFAULT)).isEqualTo(new Retention.Pruned(0, 0, 0));
        clock.forward(Duration.ofDays(31));
        assertThat(ledger.retention().prune(PIPELINE, Retention.DEFAULT)).isEqualTo(new Retention.Pruned(1, 4, 1));
        assertThat(ids(RunFilter.newest(9))).containsExactly("resumed", "broken", "newest complete", "old");
        assertThat(bucketsOf("a"))
                .containsExactly("newest complete delivered", "broken delivered", "resumed delivered");
        assertThat(bucketsOf("b")).containsExactly("old rejected");
        assertThat(keys(LetterFilter.open())).containsExactly("b");
        assertThat(ledger.retention().prune(PIPELINE, Retention.DEFAULT)).isEqualTo(new Retention.Pruned(0, 0, 1));

        ledger.deadLetters().settle(PIPELINE, Set.of(message(1, "b", "1").id()), "resumed");
        assertThat(ledger.retention().prune(PIPELINE, Retention.DEFAULT)).isEqualTo(new Retention.Pruned(1, 1, 0));
        assertThat(ids(RunFilter.newest(9))).containsExactly("resumed", "broken", "newest complete");
    }

    @Test
    void forgetsAPersonAndStillAddsUp() {
        Run indexed = begin("1");
        settle(indexed, accepted(0, "anna", "1"), accepted(1, "bert", "1"), accepted(2, "anna", "2"));
        end(indexed, RunState.COMPLETED);
        Run second = begin("2");
        settle(second, new Receipt.Rejected(message(0, "anna", "3"), 400, "anna is odd"), rejected(1, "bert", "2"));
        end(second, RunState.COMPLETED_WITH_REJECTS);
        Run open = begin("3");
        settle(open, accepted(0, "anna", "4"), accepted(1, "bert", "4"));

        assertThat(ledger.forgetting().forget(Optional.of("other"), "anna")).isEqualTo(new Forgetting.Forgotten(0, 0));
        assertThat(ledger.forgetting().forget(Optional.of(PIPELINE), "anna")).isEqualTo(new Forgetting.Forgotten(4, 1));
        assertThat(bucketsOf("anna")).isEmpty();
        assertThat(bucketsOf("bert")).containsExactly("1 delivered", "2 rejected", "3 delivered");
        assertThat(keys(LetterFilter.open())).containsExactly("bert");
        assertThat(ledger.deadLetters().list(LetterFilter.open().withStates(Set.of(State.DISCARDED)), 9))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.key()).isEqualTo(Forgetting.FORGOTTEN);
                    assertThat(letter.reason()).isEqualTo(Forgetting.FORGOTTEN);
                    assertThat(letter.content()).isNull();
                    assertThat(letter.messageId()).isNull();
                });
        var counted = new ArrayList<StoredReceipt>();
        List.of(indexed, second, open).forEach(run -> ledger.receipts().forEach(run, counted::add));
        assertThat(counted).hasSize(7);
        assertThat(counted).filteredOn(receipt -> receipt.messageId().isEmpty()).hasSize(4);
        assertThat(ledger.receipts().settledRows(open, SettledRows.Match.KEY).fate(message(0, "anna", "4")))
                .isEqualTo(OPEN);
        assertThat(ledger.forgetting().forget(Optional.empty(), "anna")).isEqualTo(new Forgetting.Forgotten(0, 0));
    }

    @Test
    void writesNothingOfABatchThatFailed() {
        Run run = begin("1");
        var writer = ledger.receipts().writer(run, Kept.ALL);
        writer.settled(List.of(rejected(0, "a", "1")));
        assertThat(catchThrowable(() -> writer.settled(List.of(accepted(1, "b", "1"), rejected(0, "a", "2")))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(bucketsOf("b")).isEmpty();
        writer.settled(List.of(accepted(1, "b", "1")));
        assertThat(bucketsOf("b")).containsExactly("1 delivered");
    }

    private static Message marked(long ordinal, String key, Kind kind, long digest, int versions) {
        var hash = TrackMapper.hash(key);
        Message plain = message(ordinal, key, Long.toString(digest));
        var mark = new Mark(kind, hash.getMostSignificantBits(), hash.getLeastSignificantBits(), digest, versions);
        return new Message(ordinal, key, plain.lane(), plain.id(), plain.json(), mark);
    }

    private void accept(Run run, boolean keepsCalls, Message... messages) {
        var state = Optional.of(new ReceiptWriter.Accepting(PIPELINE, keepsCalls));
        try (var writer = ledger.receipts().writer(run, Kept.EXCEPTIONS, state)) {
            writer.settled(Stream.of(messages).map(Receipt.Accepted::new).collect(Collectors.toList()));
        }
    }

    /** The state in words: {@code value/versions}, in brackets when the key was removed. */
    private String state(String key) {
        var rows = ledger.syncStates().load(PIPELINE, home.resolve("scratch"));
        var hash = TrackMapper.hash(key);
        long entry = rows.find(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
        if (entry == AcceptedRows.NONE) {
            return "none";
        }
        String words = rows.value(entry) + "/" + rows.versions(entry);
        return rows.isPresent(entry) ? words : "(" + words + ")";
    }

    @Test
    void foldsWhatWasAcceptedIntoTheState() {
        var states = ledger.syncStates();
        states.begin(PIPELINE, Optional.of(SyncStates.Kind.CHANGED));
        var run = begin("1");
        accept(run, false, marked(0, "a", Kind.ADDED, 1, 1), marked(1, "b", Kind.ADDED, 2, 1));
        accept(run, false, marked(2, "a", Kind.CHANGED, 3, 2));
        assertThat(state("a")).isEqualTo("none");
        states.fold(PIPELINE);
        assertThat(state("a")).isEqualTo("3/2");
        assertThat(state("b")).isEqualTo("2/1");
        states.fold(PIPELINE);
        assertThat(state("a")).isEqualTo("3/2");
        accept(run, false, marked(3, "b", Kind.REMOVED, 2, 2), marked(4, "a", Kind.ADDED, 1, 1));
        states.fold(PIPELINE);
        assertThat(state("b")).isEqualTo("(2/2)");
        // An old letter that is accepted late is what was accepted last, and a version more.
        assertThat(state("a")).isEqualTo("1/3");
        assertThat(state("c")).isEqualTo("none");
        ledger.close();
        ledger = open();
        assertThat(ledger.syncStates().begin(PIPELINE, Optional.of(SyncStates.Kind.CHANGED)))
                .isFalse();
        assertThat(state("a")).isEqualTo("1/3");
        assertThat(ledger.syncStates().begin(PIPELINE, Optional.of(SyncStates.Kind.INCREMENTAL)))
                .isTrue();
        assertThat(state("a")).isEqualTo("none");
    }

    @Test
    void cutsAndMergesPagesLikeASortedMap() {
        var states = ledger.syncStates();
        states.begin(PIPELINE, Optional.of(SyncStates.Kind.CHANGED));
        var run = begin("1");
        var expected = new HashMap<String, Integer>();
        var random = new Random(6);
        for (int round = 0; round < 6; round++) {
            var some = new ArrayList<Message>();
            // The first is cut into pages at once, the second touches few of them.
            int most = round == 1 ? 20 : 5_000;
            for (int i = 0; i < most; i++) {
                String key = "key-" + random.nextInt(12_000);
                int version = expected.merge(key, 1, Integer::sum);
                some.add(marked(i, key, Kind.CHANGED, version, version));
            }
            for (int start = 0; start < some.size(); start += 700) {
                accept(
                        run,
                        false,
                        some.subList(start, Math.min(some.size(), start + 700)).toArray(Message[]::new));
            }
            states.fold(PIPELINE);
            assertThat(states.size(PIPELINE)).isEqualTo(expected.size());
        }
        var rows = states.load(PIPELINE, home.resolve("scratch"));
        assertThat(rows.size()).isEqualTo(expected.size());
        expected.forEach((key, version) -> {
            var hash = TrackMapper.hash(key);
            long entry = rows.find(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
            assertThat(rows.versions(entry)).as(key).isEqualTo(version);
        });
    }

    @Test
    void dropsWhatLiesBeforeTheOverlap() {
        var states = ledger.syncStates();
        states.begin(PIPELINE, Optional.of(SyncStates.Kind.INCREMENTAL));
        var run = begin("1");
        for (int i = 0; i < 9_000; i += 1_000) {
            int from = i;
            accept(
                    run,
                    false,
                    IntStream.range(from, from + 1_000)
                            .mapToObj(number -> marked(number, "key-" + number, Kind.ADDED, number, 0))
                            .toArray(Message[]::new));
        }
        states.fold(PIPELINE, 8_500, false);
        assertThat(states.size(PIPELINE)).isEqualTo(500);
        states.fold(PIPELINE, 8_700, true);
        assertThat(states.size(PIPELINE)).isEqualTo(1);
        assertThat(state("key-8700")).isEqualTo("8700/0");
    }

    @Test
    void keepsTheLastCallOfEachKeyAndForgetsAPersons() {
        var states = ledger.syncStates();
        states.begin(PIPELINE, Optional.of(SyncStates.Kind.CHANGED));
        var run = begin("1");
        accept(run, true, marked(0, "a", Kind.ADDED, 1, 1), marked(1, "b", Kind.ADDED, 2, 1));
        accept(run, true, marked(2, "a", Kind.CHANGED, 3, 2), marked(3, "b", Kind.REMOVED, 2, 2));
        states.fold(PIPELINE);
        var keys = Stream.of("b", "a", "unknown")
                .map(key -> marked(0, key, Kind.REMOVED, 0, 0).mark())
                .toList();
        var last = states.lastCalls(PIPELINE, keys);
        assertThat(last).hasSize(3);
        assertThat(last.get(0)).isEmpty();
        assertThat(last.get(1).orElseThrow().key()).isEqualTo("a");
        assertThat(new String(last.get(1).orElseThrow().call(), StandardCharsets.UTF_8))
                .contains("\"score\":\"3\"");
        assertThat(last.get(2)).isEmpty();
        accept(run, true, marked(4, "a", Kind.CHANGED, 4, 3));
        ledger.forgetting().forget(Optional.of(PIPELINE), "a");
        states.fold(PIPELINE);
        assertThat(state("a")).isEqualTo("none");
        assertThat(states.lastCalls(PIPELINE, keys).get(1)).isEmpty();
        states.reset(PIPELINE);
        assertThat(state("b")).isEqualTo("none");
    }

    @Test
    void keepsBesideALetterWhatItsAcceptanceDoes() {
        var run = begin("1");
        Message refused = marked(0, "a", Kind.CHANGED, 7, 3);
        settle(run, new Receipt.Rejected(refused, 400, "no"), rejected(1, "b", "x"));
        assertThat(ledger.deadLetters().list(LetterFilter.open(), 10))
                .extracting(DeadLetter::mark)
                .containsExactly(refused.mark(), Mark.NONE);
    }

    private Run judged(String id, Profiles.Outcome outcome, boolean complete, RunState state) {
        Run run = begin(id);
        ledger.profiles().save(run, new Profiles.Profile(outcome, complete, "digest " + id, "{\"of\":\"" + id + "\"}"));
        end(run, state);
        return run;
    }

    @Test
    void comparesWithTheLastRunThatWasAccepted() {
        assertThat(ledger.profiles().accepted(PIPELINE)).isEmpty();
        judged("1", Profiles.Outcome.PASSED, true, RunState.COMPLETED);
        Run second = judged("2", Profiles.Outcome.LET_THROUGH, true, RunState.COMPLETED_WITH_REJECTS);
        judged("3", Profiles.Outcome.PASSED, false, RunState.COMPLETED);
        judged("4", Profiles.Outcome.PASSED, true, RunState.FAILED);
        Run held = judged("5", Profiles.Outcome.HELD, true, RunState.HELD);
        assertThat(ledger.profiles().accepted(PIPELINE).orElseThrow())
                .isEqualTo(new Profiles.Stored(
                        "2",
                        second.started(),
                        new Profiles.Profile(Profiles.Outcome.LET_THROUGH, true, "digest 2", "{\"of\":\"2\"}")));
        assertThat(ledger.profiles().newest(PIPELINE).orElseThrow().run()).isEqualTo("5");
        assertThat(ledger.profiles().of(held).orElseThrow().profile().outcome()).isEqualTo(Profiles.Outcome.HELD);
        assertThat(ledger.profiles().acceptedUpTo(held, 9))
                .extracting(Profiles.Stored::run)
                .containsExactly("1", "2");
        assertThat(ledger.profiles().acceptedUpTo(held, 1))
                .extracting(Profiles.Stored::run)
                .containsExactly("2");
    }

    @Test
    void neverPrunesWhatTheNextRunIsComparedWith() {
        Run first = judged("1", Profiles.Outcome.PASSED, true, RunState.COMPLETED);
        judged("2", Profiles.Outcome.PASSED, true, RunState.COMPLETED);
        end(begin("3"), RunState.COMPLETED);
        clock.forward(Duration.ofDays(40));
        ledger.retention().prune(PIPELINE, Retention.DEFAULT);
        assertThat(ledger.profiles().accepted(PIPELINE).orElseThrow().run()).isEqualTo("2");
        assertThat(ledger.profiles().of(first)).isEmpty();
        assertThat(ledger.runs().show("3")).isPresent();
    }

    @Test
    void handsOnWhatAHeldRunHadTakenUp() {
        Run failed = begin("1");
        end(failed, RunState.FAILED);
        Run held = ledger.runs().begin(resuming("2", failed));
        end(held, RunState.HELD);
        assertThat(interrupted("3")).contains("2");
        end(begin("4"), RunState.HELD);
        assertThat(interrupted("5")).isEmpty();
    }
}
