package io.fullcircle.pipelines.export;

/** A column of an exported list. */
public record Column(String name, Type type) {
    /** What a column holds; any value may be null. */
    public enum Type {
        /** A {@link String}. */
        TEXT("varchar"),
        /** A {@link Long} or an {@link Integer}. */
        NUMBER("bigint"),
        /** An {@link java.time.Instant}. */
        TIME("timestamptz"),
        /** A {@link String} that is JSON. */
        JSON("varchar");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        /** DuckDB's name for it. */
        String sql() {
            return sql;
        }
    }

    public static Column text(String name) {
        return new Column(name, Type.TEXT);
    }

    public static Column number(String name) {
        return new Column(name, Type.NUMBER);
    }

    public static Column time(String name) {
        return new Column(name, Type.TIME);
    }

    public static Column json(String name) {
        return new Column(name, Type.JSON);
    }
}
