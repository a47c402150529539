package io.fullcircle.connector.source.sql;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads one column of the current row. Bound once, when a cursor opens, so that no type is looked at per value. */
@FunctionalInterface
public interface ColumnReader {
    /**
     * The value, of one of the kinds that {@link io.fullcircle.connector.source.Cursor} lists.
     *
     * @param row the driver's own result set, on a row
     * @param column counted from 1
     */
    Object read(ResultSet row, int column) throws SQLException;
}
