package io.fullcircle.pipelines.ledger;

import java.util.OptionalInt;

/** How many rows of a run weren't delivered for one reason. */
public record ReasonCount(Bucket bucket, OptionalInt status, String reason, long rows) {}
