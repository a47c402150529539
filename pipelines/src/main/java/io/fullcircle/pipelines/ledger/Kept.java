package io.fullcircle.pipelines.ledger;

/** Which receipts a run writes down. */
public enum Kept {
    ALL,
    /** Nothing of delivered rows: they can't be looked up, and a run that resumes by receipts sends them again. */
    EXCEPTIONS
}
