package io.fullcircle.pipelines.cli;

import io.fullcircle.connector.Ending;
import io.fullcircle.connector.RejectedTooOften;
import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import io.fullcircle.connector.guard.StoppedByGuard;
import java.util.Collection;
import java.util.List;

/** What a verb's end means to the shell. Where several hold, the first of 1, 2, 130, 3, 5, 4. */
final class ExitCode {
    static final int DELIVERED = 0;
    static final int DEFECT = 1;
    static final int CONFIGURATION = 2;
    static final int ENVIRONMENT = 3;
    static final int REJECTS = 4;
    static final int HELD = 5;
    static final int CANCELLED = 130;

    private static final List<Integer> WORST_FIRST =
            List.of(DEFECT, CONFIGURATION, CANCELLED, ENVIRONMENT, HELD, REJECTS);

    private ExitCode() {}

    /** What several endings come to together. */
    static int worst(Collection<Integer> codes) {
        return WORST_FIRST.stream().filter(codes::contains).findFirst().orElse(DELIVERED);
    }

    static int of(Throwable trouble) {
        if (trouble instanceof ConfigurationException) {
            return CONFIGURATION;
        }
        if (trouble instanceof RejectedTooOften) {
            return REJECTS;
        }
        if (trouble instanceof StoppedByGuard) {
            return HELD;
        }
        return trouble instanceof EnvironmentException ? ENVIRONMENT : DEFECT;
    }

    static int of(Ending ending) {
        return switch (ending.state()) {
            case COMPLETED -> DELIVERED;
            case COMPLETED_WITH_REJECTS -> REJECTS;
            case HELD -> HELD;
            case CANCELLED -> CANCELLED;
            case FAILED -> of(ending.why().orElseThrow());
        };
    }
}
