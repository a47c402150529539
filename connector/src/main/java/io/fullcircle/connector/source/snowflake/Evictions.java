package io.fullcircle.connector.source.snowflake;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Which failures end a connection. By SQL state alone the pool would throw away a connection whose statement found no
 * warehouse or ran out of time, and lend one again whose session is dead. Made by the pool, by its class's name.
 */
public final class Evictions implements SQLExceptionOverride {
    @java.lang.Override
    public Override adjudicate(SQLException e) {
        int code = e.getErrorCode();
        if (Codes.isSessionLost(code)) {
            return Override.MUST_EVICT;
        }
        return Codes.STATEMENT_ENDED.contains(code) ? Override.DO_NOT_EVICT : Override.CONTINUE_EVICT;
    }
}
