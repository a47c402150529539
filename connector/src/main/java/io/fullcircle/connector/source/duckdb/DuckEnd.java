package io.fullcircle.connector.source.duckdb;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.duckdb.DuckDBResultSet;

/**
 * Tells the end of a streamed result from a failure. The driver (1.5.6.0) often gives no more rows in both cases: of a
 * million rows with one that can't be cast, 12 to 45 readings of 60 ended early and in silence. It says which it was when
 * it is asked for rows once more, which its result set, being at its end, doesn't do; so its own method is called.
 */
final class DuckEnd {
    /** All that the driver says of a result that failed after its first rows. */
    static final String BROKEN_OFF = "Invalid Input Error: Invalid result set";

    /** What it says of one that has ended well, and is closed. */
    private static final String ENDED =
            "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result";

    private static final Method FETCH = fetch();

    private DuckEnd() {}

    private static Method fetch() {
        try {
            Method method = DuckDBResultSet.class.getDeclaredMethod("fetchChunk");
            method.setAccessible(true);
            return method;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("DuckDB's driver has changed: its results can't be asked for their end", e);
        }
    }

    /**
     * @param rows a result that has given its last row
     * @throws SQLException when that was not the last one of the statement
     */
    static void check(ResultSet rows) throws SQLException {
        if (!rows.isWrapperFor(DuckDBResultSet.class)) {
            return;
        }
        try {
            FETCH.invoke(rows.unwrap(DuckDBResultSet.class));
        } catch (InvocationTargetException e) {
            String words = String.valueOf(e.getCause().getMessage());
            if (!words.startsWith(ENDED)) {
                throw e.getCause() instanceof SQLException failure ? failure : new SQLException(e.getCause());
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
