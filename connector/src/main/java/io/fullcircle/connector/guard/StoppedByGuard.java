package io.fullcircle.connector.guard;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run of which nothing is sent, since its rows break rules: somebody has to look at them. */
public final class StoppedByGuard extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String remedy;

    /**
     * @param what became of the run, one sentence
     * @param broken the rules, in words
     * @param remedy what to do, one sentence
     */
    public StoppedByGuard(String what, List<String> broken, String remedy) {
        super(Stream.concat(Stream.of(what), broken.stream()).collect(Collectors.joining("\n  ")));
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
