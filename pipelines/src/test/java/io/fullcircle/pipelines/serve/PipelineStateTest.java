package io.fullcircle.pipelines.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.Ending;
import io.fullcircle.connector.Rows;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineStateTest {
    private static Rows rows(long read, long rejected, long invalid) {
        return new Rows(read, read - rejected - invalid, rejected, invalid, 0, 0, 0, 0, 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 10, 0, 0.01, WELL",
        "1000, 10, 1, 0.01, REJECTS",
        "1000, 0, 11, 0.01, REJECTS",
        "1000, 0, 0, 0, WELL",
        "1000, 1, 0, 0, REJECTS",
        "0, 0, 0, 0.01, WELL",
        "3, 1, 2, 1, WELL",
    })
    void rejectsAreAStateAboveTheirShare(
            long read, long rejected, long invalid, BigDecimal share, PipelineState state) {
        assertThat(PipelineState.of(Ending.State.COMPLETED_WITH_REJECTS, rows(read, rejected, invalid), share))
                .contains(state);
    }

    @Test
    void whoeverEndsARunChangesNoState() {
        assertThat(PipelineState.of(Ending.State.CANCELLED, Rows.NONE, BigDecimal.ONE))
                .isEmpty();
        assertThat(PipelineState.of(Ending.State.FAILED, Rows.NONE, BigDecimal.ONE))
                .contains(PipelineState.FAILED);
        assertThat(PipelineState.of(Ending.State.HELD, Rows.NONE, BigDecimal.ONE))
                .contains(PipelineState.HELD);
    }
}
