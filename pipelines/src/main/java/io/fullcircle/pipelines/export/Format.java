package io.fullcircle.pipelines.export;

/** How a list is written; the names are those that people type. */
public enum Format {
    csv,
    jsonl,
    parquet
}
