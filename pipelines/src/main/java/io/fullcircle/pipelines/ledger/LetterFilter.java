package io.fullcircle.pipelines.ledger;

import java.util.Optional;
import java.util.Set;

/**
 * Which dead letters are asked for; what is empty asks for any.
 *
 * @param run the id of the run in which they were refused
 * @param reason what their reason begins with, or their status and reason: {@code 400 {"success"…}
 * @param key the row's key, exactly
 */
public record LetterFilter(
        Optional<String> pipeline,
        Optional<String> run,
        Optional<String> reason,
        Optional<String> key,
        Set<DeadLetter.State> states) {
    public LetterFilter {
        states = Set.copyOf(states);
    }

    /** All letters that wait to be sent again. */
    public static LetterFilter open() {
        return new LetterFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(DeadLetter.State.OPEN));
    }

    /** Those that wait in one pipeline. */
    public static LetterFilter open(String pipeline) {
        return new LetterFilter(
                Optional.of(pipeline),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(DeadLetter.State.OPEN));
    }

    public LetterFilter withPipeline(String name) {
        return new LetterFilter(Optional.of(name), run, reason, key, states);
    }

    public LetterFilter withRun(String id) {
        return new LetterFilter(pipeline, Optional.of(id), reason, key, states);
    }

    public LetterFilter withReason(String prefix) {
        return new LetterFilter(pipeline, run, Optional.of(prefix), key, states);
    }

    public LetterFilter withKey(String text) {
        return new LetterFilter(pipeline, run, reason, Optional.of(text), states);
    }

    public LetterFilter withStates(Set<DeadLetter.State> some) {
        return new LetterFilter(pipeline, run, reason, key, some);
    }
}
