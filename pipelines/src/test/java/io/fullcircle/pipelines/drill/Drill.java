package io.fullcircle.pipelines.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fullcircle.pipelines.cli.Program;
import io.fullcircle.pipelines.drill.ReceiverProcess.Taken;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.LedgerPlace;
import io.fullcircle.pipelines.ledger.Run;
import io.fullcircle.pipelines.ledger.RunFilter;
import io.fullcircle.pipelines.ledger.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Kills the application while it carries a pipeline out, and runs it again until it completes; then the next pipeline.
 * Every process is real, every kill SIGKILL. What has to hold is checked at each completion.
 */
final class Drill {
    /** Four lanes have a batch of 100 each under way, and one write of the ledger has eight. */
    private static final int SENT_AGAIN_AT_MOST = 1_200;

    private static final int EXIT_OF_SIGKILL = 137;

    /** Of one pipeline. */
    private static final int MOST_KILLS = 8;

    private final Setting setting;
    private final Random random;
    private final ReceiverProcess receiver;
    private final Path folder;
    private final Program program;
    private int kills;
    private int pipelines;
    private int resumes;

    /** @param folder the working directory of all its runs */
    Drill(Setting setting, Random random, ReceiverProcess receiver, Path folder) {
        this.setting = setting;
        this.random = random;
        this.receiver = receiver;
        this.folder = folder;
        this.program = new Program(folder);
        setting.ledger().ifPresent(url -> program.with("FULLCIRCLE_LEDGER", url.reveal()));
    }

    /** Goes on until there were so many kills, and then until the pipeline completes. */
    Outcome until(int wanted) throws IOException, InterruptedException {
        Taken before = receiver.taken();
        while (kills < wanted) {
            // One receiver serves all drills: names keep their ids apart.
            int most = Math.min(wanted - kills, 1 + random.nextInt(MOST_KILLS));
            pipeline(folder.getFileName() + "-" + pipelines++, most);
        }
        Taken all = receiver.taken().since(before);
        return new Outcome(
                setting.name(),
                pipelines,
                kills,
                resumes,
                (long) pipelines * Setting.VALID,
                all.unique(),
                all.accepted() - all.unique());
    }

    private void pipeline(String name, int most) throws IOException, InterruptedException {
        program.write(name + ".yaml", setting.file(name, receiver.uri()));
        Taken before = receiver.taken();
        int first = kills;
        boolean over = false;
        while (!over) {
            Process process = program.start("run", name + ".yaml", "--report", name + ".json");
            if (kills - first < most) {
                kill(process, Aim.any(random), before);
            }
            var result = program.finish(process);
            if (result.exit() == EXIT_OF_SIGKILL) {
                kills++;
            } else {
                // No row is invalid any more where the keys of those that were are known.
                assertThat(result.exit()).as(result.toString()).isIn(0, 4);
            }
            // A run may have completed in the moment of its death.
            over = runs(name).stream().anyMatch(run -> run.state().isComplete());
            assertThat(over || result.exit() == EXIT_OF_SIGKILL)
                    .as("ended by itself and isn't complete: " + result)
                    .isTrue();
        }
        check(name, receiver.taken().since(before), kills - first);
    }

    private void kill(Process process, Aim aim, Taken before) throws InterruptedException {
        if (aim != Aim.STARTING) {
            when(process, () -> Files.readString(program.err()).contains(" begins"));
        }
        switch (aim) {
            case STARTING -> process.waitFor(random.nextInt(1_500), TimeUnit.MILLISECONDS);
            case READING -> process.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
            case SENDING -> {
                int wanted = random.nextInt(Setting.VALID);
                when(process, () -> receiver.taken().since(before).unique() >= wanted);
                process.waitFor(random.nextInt(20), TimeUnit.MILLISECONDS);
            }
            case FINISHING -> {
                when(process, () -> receiver.taken().since(before).unique() == Setting.VALID);
                process.waitFor(random.nextInt(150), TimeUnit.MILLISECONDS);
            }
        }
        process.destroyForcibly();
    }

    private static void when(Process process, Callable<Boolean> moment) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(120))
                .until(() -> !process.isAlive() || moment.call());
    }

    /** A pipeline's runs, the oldest first. */
    private List<Run> runs(String name) {
        try (var ledger =
                Ledger.open(LedgerPlace.of(setting.ledger(), folder.resolve(".fullcircle")), Clock.systemUTC())) {
            var runs = new ArrayList<>(ledger.runs().list(RunFilter.of(name, 1000)));
            Collections.reverse(runs);
            return runs;
        }
    }

    private void check(String name, Taken taken, int killed) {
        List<Run> runs = runs(name);
        String story = name + " of " + setting.name() + ": " + runs;
        assertThat(taken.unique()).as("ids at the receiver of " + story).isEqualTo(Setting.VALID);
        assertThat(taken.conflicting()).as("ids with two contents of " + story).isZero();
        assertThat(taken.accepted() - taken.unique())
                .as("messages sent again after %d kills of %s", killed, story)
                .isLessThanOrEqualTo((long) killed * SENT_AGAIN_AT_MOST);

        // What the ledger calls delivered was never sent again: over all runs it is each row once.
        assertThat(runs.stream().mapToLong(run -> run.rows().delivered()).sum())
                .as("delivered over all runs of " + story)
                .isEqualTo(Setting.VALID);
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            assertThat(run.rows().addUp()).as("the buckets of " + run).isTrue();
            assertThat(run.start().resumes())
                    .as("what " + run + " takes up")
                    .isEqualTo(
                            i == 0
                                    ? Optional.empty()
                                    : Optional.of(runs.get(i - 1).id()));
            assertThat(run.start().edition()).isEqualTo(runs.get(0).start().edition());
            if (i < runs.size() - 1) {
                assertThat(run.state()).isEqualTo(RunState.FAILED);
                assertThat(run.why()).contains("interrupted");
            }
        }
        var last = runs.get(runs.size() - 1).rows();
        if (!setting.fromPosition()) {
            assertThat(last.read()).as("rows of the last run of " + story).isEqualTo(Setting.ROWS);
        }
        assertThat(last.delivered() + last.invalid() + last.resumed() + last.unchanged())
                .as("settled rows of " + story)
                .isEqualTo(last.read());
        resumes += runs.size() - 1;
    }
}
