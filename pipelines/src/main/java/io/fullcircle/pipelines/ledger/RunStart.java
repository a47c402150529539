package io.fullcircle.pipelines.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What a run is begun with.
 *
 * @param id the run's name; names of later runs sort behind it
 * @param file the pipeline file's path, as the next run may use it
 * @param digest of the pipeline file; a run of another digest can't be resumed
 * @param edition see {@link io.fullcircle.connector.mapping.Identity}; a run that resumes another inherits its edition
 * @param resumes the id of the run whose rows it takes up
 * @param due the time for which it was scheduled
 */
public record RunStart(
        String id,
        String pipeline,
        String file,
        String digest,
        Trigger trigger,
        String edition,
        Optional<String> resumes,
        Optional<Instant> due) {
    /** A run that no schedule has begun. */
    public RunStart(
            String id,
            String pipeline,
            String file,
            String digest,
            Trigger trigger,
            String edition,
            Optional<String> resumes) {
        this(id, pipeline, file, digest, trigger, edition, resumes, Optional.empty());
    }
}
