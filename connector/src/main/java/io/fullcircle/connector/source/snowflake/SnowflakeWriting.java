package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.source.NewTable;
import io.fullcircle.connector.source.sql.Writing;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

final class SnowflakeWriting implements Writing {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");

    @Override
    public String type(NewTable.Type type) {
        return switch (type) {
            case TEXT -> "VARCHAR";
            case NUMBER -> "NUMBER(38,0)";
            case TIME -> "TIMESTAMP_TZ";
        };
    }

    /** A moment with its offset: what a driver makes of a timestamp depends on parameters of the session. */
    @Override
    public Object value(Object value) {
        return value instanceof Instant moment ? TIME.format(moment.atOffset(ZoneOffset.UTC)) : value;
    }
}
