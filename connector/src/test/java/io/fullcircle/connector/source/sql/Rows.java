package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.operator.SqlOperator;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Source;
import java.util.ArrayList;
import java.util.List;

/** Short ways to ask a source. */
public final class Rows {
    private Rows() {}

    /** The query of one operator. */
    public static Query query(String sql) {
        return new Query(List.of(new SqlOperator("q", sql)), "q");
    }

    public static List<List<Object>> all(Source source, Query query) {
        try (Cursor cursor = source.open(query)) {
            List<List<Object>> rows = new ArrayList<>();
            while (cursor.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 0; i < cursor.columns().size(); i++) {
                    row.add(cursor.value(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    public static List<List<Object>> all(Source source, String sql) {
        return all(source, query(sql));
    }

    /** The one value that {@code select <expression>} answers. */
    public static Object one(Source source, String expression) {
        return all(source, "select " + expression + " as x").get(0).get(0);
    }

    /** The number of rows. */
    public static long count(Source source, Query query) {
        try (Cursor cursor = source.open(query)) {
            long count = 0;
            while (cursor.next()) {
                count++;
            }
            return count;
        }
    }
}
