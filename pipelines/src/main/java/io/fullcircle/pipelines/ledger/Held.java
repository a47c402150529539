package io.fullcircle.pipelines.ledger;

/** A pipeline that is this process's to carry out, until it is closed. Any thread may close it, once or more. */
public interface Held extends AutoCloseable {
    String pipeline();

    String run();

    /**
     * Whether it is still so. A shared ledger that couldn't be told of this process's life in time may have given the
     * pipeline to another; then the run must stop.
     */
    boolean isHeld();

    /**
     * Has this called once when it is lost, at once if it is lost already. It is called from the thread that renews, and
     * must not block. A file is never lost.
     */
    void whenLost(Runnable listener);

    @Override
    void close();
}
