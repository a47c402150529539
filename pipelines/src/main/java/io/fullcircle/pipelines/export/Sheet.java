package io.fullcircle.pipelines.export;

/** Takes the rows of an exported list, one after the other. */
@FunctionalInterface
public interface Sheet {
    /** @param values one for each column, of its type or null */
    void row(Object... values);
}
