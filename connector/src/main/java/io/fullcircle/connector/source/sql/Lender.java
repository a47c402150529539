package io.fullcircle.connector.source.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Lends connections to one thread. */
interface Lender extends AutoCloseable {
    /** A connection that is read-only and streams, as far as the driver has that, until it is given back. */
    Connection borrow() throws SQLException;

    /** Gives a connection back, or throws it away when it is broken or busy. Any thread. */
    void release(Connection connection, boolean broken);

    @Override
    void close();
}
