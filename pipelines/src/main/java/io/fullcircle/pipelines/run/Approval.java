package io.fullcircle.pipelines.run;

import java.util.Optional;

/**
 * What a person says of a run beforehand.
 *
 * @param acceptHold whether the rows that were held are let through, if they are still the same
 * @param planned what was planned; a run that differs from it is held
 */
public record Approval(boolean acceptHold, Optional<Planned> planned) {
    public static final Approval NONE = new Approval(false, Optional.empty());
}
