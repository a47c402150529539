package io.fullcircle.pipelines.config.shape;

/**
 * A setting that names a column.
 *
 * @param column everything filled in
 * @param shown how a finding names it
 * @param place the setting
 */
public record ColumnReference(String column, String shown, Place place) {}
