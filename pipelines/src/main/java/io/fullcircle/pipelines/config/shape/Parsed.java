package io.fullcircle.pipelines.config.shape;

/**
 * A text that became a value, or what is wrong with it.
 *
 * @param <T> what the value is
 */
public sealed interface Parsed<T> {
    record Good<T>(T value) implements Parsed<T> {}

    /**
     * @param problem what is wrong, to be read behind a setting's path
     * @param remedy what to do, one sentence
     */
    record Bad<T>(String problem, String remedy) implements Parsed<T> {}
}
