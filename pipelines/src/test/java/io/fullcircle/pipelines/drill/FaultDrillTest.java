package io.fullcircle.pipelines.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at any moment, the same command again: nothing is lost, and each row arrives under one id. The long
 * drill is in the profile of that name: {@code mvn verify -P drill}.
 */
class FaultDrillTest {
    /** Another with {@code -Ddrill.seed=…}. */
    private static final long SEED = Long.getLong("drill.seed", 20261122);

    /** Long enough for a run to be met while it sends. */
    private static final String SLOW = "slow:15ms";

    @TempDir
    Path folder;

    private Path folder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    private static void tell(List<Outcome> outcomes) {
        System.out.printf("The fault drill, seed %d:%n%s", SEED, Outcome.table(outcomes));
    }

    @Test
    void losesNothingToEightKills() throws Exception {
        try (var receiver = new ReceiverProcess(folder("receiver"), SLOW)) {
            var outcome = new Drill(Setting.usual(), new Random(SEED), receiver, folder("runs")).until(8);
            tell(List.of(outcome));
            assertThat(outcome.kills()).isGreaterThanOrEqualTo(8);
            assertThat(outcome.unique()).isEqualTo(outcome.rows());
        }
    }

    /** Fifty kills of the usual setting, ten of each other. */
    @Test
    @Tag("drill")
    void losesNothingToManyKillsInEverySetting() throws Exception {
        var outcomes = new ArrayList<Outcome>();
        try (var settings = new Settings(folder("servers"));
                var receiver = new ReceiverProcess(folder("receiver"), SLOW)) {
            for (Setting setting : settings.all()) {
                int kills = outcomes.isEmpty() ? 50 : 10;
                var runs = folder("runs-" + outcomes.size());
                outcomes.add(new Drill(setting, new Random(SEED + outcomes.size()), receiver, runs).until(kills));
                tell(outcomes);
            }
        }
        assertThat(outcomes).allMatch(outcome -> outcome.unique() == outcome.rows());
    }
}
