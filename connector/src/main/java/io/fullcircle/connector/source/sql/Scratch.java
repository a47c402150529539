package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.operator.Purpose;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A place in the database for tables that hold an operator's rows while a query runs. Stateless. */
public interface Scratch {
    /**
     * A table's name as it is written in SQL. No two runs have the same.
     *
     * @param step counted from 0, different for each operator of a query
     */
    String table(Purpose purpose, int step, String operator);

    /** What stands before a SELECT to make this table of it; on one line, so that the SELECT's lines stay what they are. */
    String create(String table);

    /** Tables that runs of the same pipeline left which are dead for certain; written as in SQL. */
    List<String> orphans(Connection connection, Purpose purpose) throws SQLException;
}
