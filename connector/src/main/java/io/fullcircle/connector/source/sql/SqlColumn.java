package io.fullcircle.connector.source.sql;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A result's column as the driver describes it.
 *
 * @param name as the database has it
 * @param jdbcType one of {@link java.sql.Types}, or the driver's own number
 * @param typeName the database's name of the type
 * @param precision digits or characters, 0 when there is no limit
 * @param scale digits after the point
 * @param signed whether numbers below zero are possible
 */
public record SqlColumn(String name, int jdbcType, String typeName, int precision, int scale, boolean signed) {

    static List<SqlColumn> of(ResultSetMetaData metadata) throws SQLException {
        List<SqlColumn> columns = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            columns.add(new SqlColumn(
                    metadata.getColumnLabel(i),
                    metadata.getColumnType(i),
                    metadata.getColumnTypeName(i),
                    metadata.getPrecision(i),
                    metadata.getScale(i),
                    metadata.isSigned(i)));
        }
        return columns;
    }
}
