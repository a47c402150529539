package io.fullcircle.pipelines.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or broken: a message of their own, exit code 3, a report, and the next run is right. */
class DiskFaultTest {
    @TempDir
    Path folder;

    private Workbench bench;
    private Path home;
    private boolean mounted;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder);
        home = Files.createDirectory(folder.resolve(".fullcircle"));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
        if (mounted) {
            shell("umount", "-l", home.toString());
        }
    }

    private static boolean shell(String... command) throws Exception {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** A small disk at the home, where the system lets a test have one. */
    private void smallDisk(String size) throws Exception {
        mounted = shell("mount", "-t", "tmpfs", "-o", "size=" + size + ",mode=0700", "none", home.toString());
        assumeTrue(mounted, "this user may not mount a small disk");
    }

    private void enlarge() throws Exception {
        assertThat(shell("mount", "-o", "remount,size=200m", home.toString())).isTrue();
    }

    private void fails(String problem) throws IOException {
        var result = bench.run();
        assertThat(result.exit()).as(result.toString()).isEqualTo(3);
        assertThat(result.err()).contains(problem, "-> ").doesNotContain("\tat ", "defect");
        assertThat(result.sum()).startsWith("read ");
        assertThat(bench.report().get("state").asString()).isEqualTo("failed");
        assertThat(bench.report().get("why").get("problem").asString()).contains(problem);
    }

    private void theNextRunIsRight(int rows) throws IOException {
        var result = bench.run();
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(bench.rows("read")).isEqualTo(rows);
        assertThat(bench.rows("delivered") + bench.rows("resumed")).isEqualTo(rows);
        assertThat(bench.arrived().unique()).isEqualTo(rows);
        assertThat(bench.arrived().conflicting()).isZero();
    }

    @Test
    void aFullDiskUnderTheLedger() throws Exception {
        smallDisk("1500k");
        bench.pipeline(Workbench.generated(100_000), "queue: {when_full: block}\n");
        fails("no room on the disk for the ledger");
        assertThat(bench.arrived().unique()).isLessThan(100_000);
        enlarge();
        theNextRunIsRight(100_000);
        // What was accepted and couldn't be recorded is sent again, and that alone: a batch of each of four lanes, and
        // the
        // eight of one write to the ledger.
        assertThat(bench.arrived().duplicates()).isLessThanOrEqualTo(1200);
    }

    @Test
    void aFullDiskUnderTheSpool() throws Exception {
        smallDisk("5m");
        bench.pipeline(
                Workbench.generated(40_000),
                "queue: {when_full: drop, capacity: 100}\nledger: {receipts: exceptions}\n");
        bench.receiver.fail("slow:20ms:3s");
        fails("can't be written: ");
        assertThat(bench.report().get("why").get("problem").asString()).contains("the spool ");
        enlarge();
        theNextRunIsRight(40_000);
    }

    @Test
    void aSpoolThatHasNoPlace() throws Exception {
        Path scratch = Files.createFile(home.resolve("scratch"));
        bench.pipeline(Workbench.generated(1_000), "");
        fails(scratch + " can't be used");
        Files.delete(scratch);
        theNextRunIsRight(1_000);
    }

    @Test
    void aLedgerThatIsNone() throws Exception {
        Path ledger = home.resolve("ledger.db");
        Files.writeString(ledger, "this is no database, and long enough to be none".repeat(500));
        bench.pipeline(Workbench.generated(1_000), "");
        fails("is damaged");
        assertThat(bench.arrived().accepted()).isZero();
        Files.delete(ledger);
        theNextRunIsRight(1_000);
    }

    @Test
    void aLedgerThatWasDamaged() throws Exception {
        bench.pipeline(Workbench.generated(20_000), "");
        theNextRunIsRight(20_000);
        Path ledger = home.resolve("ledger.db");
        try (var file = new RandomAccessFile(ledger.toFile(), "rw")) {
            for (long at = 8192; at < file.length(); at += 512) {
                file.seek(at);
                file.write(new byte[500]);
            }
        }
        fails("is damaged");
        for (String name : new String[] {"ledger.db", "ledger.db-wal", "ledger.db-shm"}) {
            Files.deleteIfExists(home.resolve(name));
        }
        theNextRunIsRight(20_000);
    }
}
