package io.fullcircle.connector.source.postgres;

import io.fullcircle.connector.source.NewTable;
import io.fullcircle.connector.source.sql.Writing;
import java.time.Instant;
import java.time.ZoneOffset;

final class PostgresWriting implements Writing {
    @Override
    public String type(NewTable.Type type) {
        return switch (type) {
            case TEXT -> "text";
            case NUMBER -> "bigint";
            case TIME -> "timestamptz";
        };
    }

    /** The server has no text with a zero in it. */
    @Override
    public Object value(Object value) {
        if (value instanceof String text) {
            return text.replace("\0", "\uFFFD");
        }
        return value instanceof Instant moment ? moment.atOffset(ZoneOffset.UTC) : value;
    }
}
