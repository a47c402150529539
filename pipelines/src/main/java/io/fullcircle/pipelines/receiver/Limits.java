package io.fullcircle.pipelines.receiver;

/** What Segment's HTTP tracking API documents about sizes; both byte counts are after decompression. */
final class Limits {
    /** 500 KB: the body of a request. */
    static final int BATCH_BYTES = 512_000;

    /** 32 KB: one message as it stands in the body, from its brace to its brace. */
    static final int MESSAGE_BYTES = 32_768;

    /** More than these and Segment answers 200, but takes none of the batch. */
    static final int BATCH_MESSAGES = 2_500;

    /** The longest message id by which Segment de-duplicates. */
    static final int ID_CHARACTERS = 100;

    private Limits() {}
}
