package io.fullcircle.pipelines.receiver;

/** What a body turned out to be: messages, or a reason to refuse all of it. */
sealed interface Parsed permits Batch, Refusal {}
