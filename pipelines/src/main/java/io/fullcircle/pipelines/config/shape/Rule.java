package io.fullcircle.pipelines.config.shape;

import java.util.List;

/** What the settings of a block owe each other. */
public sealed interface Rule {
    /**
     * @param names one of them is needed, more are welcome
     * @param remedy what to do when none is there
     */
    record AtLeastOne(List<String> names, String remedy) implements Rule {
        public AtLeastOne {
            names = List.copyOf(names);
        }
    }

    /**
     * @param names exactly one of them is needed
     * @param remedy what to do when none or several are there
     */
    record ExactlyOne(List<String> names, String remedy) implements Rule {
        public ExactlyOne {
            names = List.copyOf(names);
        }
    }

    /**
     * @param name may only be written beside the other
     * @param other beside which it makes sense
     */
    record Beside(String name, String other) implements Rule {}
}
