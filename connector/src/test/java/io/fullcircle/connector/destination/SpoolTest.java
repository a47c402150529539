package io.fullcircle.connector.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.mapping.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final String KILOBYTE = "x".repeat(1024);

    @TempDir
    Path folder;

    @Test
    void givesBackWhatItTookInTheSameOrderWhateverTheInterleaving() {
        var random = new Random(7);
        Queue<Message> expected = new ArrayDeque<>();
        try (var spool = new Spool(folder.resolve("spool"), 1L << 30)) {
            int number = 0;
            for (int step = 0; step < 20_000; step++) {
                // More goes in than out in the first half, the reverse in the second: many blocks, used again.
                boolean in = random.nextInt(10) < (step < 10_000 ? 8 : 2);
                if (in) {
                    Message message = Messages.of(number++, "é" + number, KILOBYTE.substring(random.nextInt(1024)));
                    assertThat(spool.append(message)).isTrue();
                    expected.add(message);
                } else if (!expected.isEmpty()) {
                    assertSame((Message) spool.first(), expected.remove());
                    spool.removeFirst();
                }
                assertThat(spool.size()).isEqualTo(expected.size());
            }
            while (!expected.isEmpty()) {
                assertSame((Message) spool.first(), expected.remove());
                spool.removeFirst();
            }
            assertThat(spool.first()).isNull();
        }
    }

    private static void assertSame(Message actual, Message expected) {
        assertThat(actual.json()).isEqualTo(expected.json());
        assertThat(actual)
                .isEqualTo(
                        new Message(expected.ordinal(), expected.key(), expected.lane(), expected.id(), actual.json()));
    }

    @Test
    void refusesWhatIsOverItsCapacityAndTakesItOnceSomethingWasRead() {
        try (var spool = new Spool(folder.resolve("spool"), 100_000)) {
            int taken = 0;
            while (spool.append(Messages.of(taken, "c", KILOBYTE))) {
                taken++;
            }
            assertThat(taken).isBetween(75, 97);
            spool.first();
            spool.removeFirst();
            assertThat(spool.append(Messages.of(taken, "c", KILOBYTE))).isTrue();
            assertThat(spool.append(Messages.of(taken, "c", KILOBYTE))).isFalse();
        }
    }

    @Test
    void usesItsSlotsAgainSoThatTheFileStaysAsLargeAsTheLongestQueue() throws IOException {
        Path file = folder.resolve("spool");
        try (var spool = new Spool(file, 1L << 30)) {
            for (int i = 0; i < 4_000; i++) {
                spool.append(Messages.of(i, "c", KILOBYTE));
            }
            for (int i = 4_000; i < 40_000; i++) {
                spool.first();
                spool.removeFirst();
                spool.append(Messages.of(i, "c", KILOBYTE));
            }
            assertThat(Files.size(file)).isLessThanOrEqualTo(6L * Spool.BLOCK);
        }
    }

    @Test
    void isReadableByItsOwnerOnlyAndGoneWhenClosed() throws IOException {
        Path file = folder.resolve("home/spool");
        try (var spool = new Spool(file, 1L << 30)) {
            fill(spool);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void clearsWhatAKilledProcessLeft() throws IOException {
        Path file = Files.writeString(folder.resolve("spool"), "left over");
        try (var spool = new Spool(file, 1000)) {
            assertThat(spool.isEmpty()).isTrue();
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void saysWhichFileCannotBeWritten() throws IOException {
        Path occupied = folder.resolve("occupied");
        try (var spool = new Spool(occupied.resolve("spool"), 1L << 30)) {
            Files.createFile(occupied);
            assertThatThrownBy(() -> fill(spool))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("occupied");
            Files.delete(occupied);
        }
    }

    private static void fill(Spool spool) {
        for (int i = 0; i < 3_000; i++) {
            spool.append(Messages.of(i, "c", KILOBYTE));
        }
    }
}
