package io.fullcircle.pipelines.cli;

import io.fullcircle.pipelines.ledger.DeadLetter.State;
import java.util.Set;

/** What {@code --state} takes; the names are those that people type. */
enum LetterStates {
    open(Set.of(State.OPEN)),
    settled(Set.of(State.SETTLED)),
    discarded(Set.of(State.DISCARDED)),
    superseded(Set.of(State.SUPERSEDED)),
    all(Set.of());

    private final Set<State> states;

    LetterStates(Set<State> states) {
        this.states = states;
    }

    Set<State> states() {
        return states;
    }
}
