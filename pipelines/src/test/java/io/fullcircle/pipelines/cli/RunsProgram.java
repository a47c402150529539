package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.receiver.Receiver;
import io.fullcircle.pipelines.receiver.ReceiverSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of the application as a process begin with: a folder, the application in it, and a receiver. */
public abstract class RunsProgram {
    @TempDir
    protected Path folder;

    protected Receiver receiver;
    protected Program program;

    @BeforeEach
    void start() {
        receiver = Receiver.start(ReceiverSettings.defaults());
        program = new Program(folder);
    }

    @AfterEach
    void stop() {
        receiver.close();
    }
}
