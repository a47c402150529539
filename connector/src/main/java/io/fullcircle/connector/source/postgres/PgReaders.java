package io.fullcircle.connector.source.postgres;

import io.fullcircle.connector.source.sql.ColumnReader;
import io.fullcircle.connector.source.sql.Readers;
import io.fullcircle.connector.source.sql.Values;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;

/** One reader for each type of PostgreSQL. The driver answers java.time's outermost values for what is infinite. */
final class PgReaders {
    private static final ColumnReader NUMERIC = (row, column) -> Values.of(row.getObject(column));

    private static final ColumnReader DATE = (row, column) -> {
        LocalDate value = row.getObject(column, LocalDate.class);
        return LocalDate.MAX.equals(value) ? "infinity" : LocalDate.MIN.equals(value) ? "-infinity" : value;
    };

    private static final ColumnReader TIME = (row, column) -> {
        LocalTime value = row.getObject(column, LocalTime.class);
        return LocalTime.MAX.equals(value) ? "24:00:00" : value;
    };

    private static final ColumnReader TIMESTAMP = (row, column) -> {
        LocalDateTime value = row.getObject(column, LocalDateTime.class);
        return LocalDateTime.MAX.equals(value) ? "infinity" : LocalDateTime.MIN.equals(value) ? "-infinity" : value;
    };

    private static final ColumnReader INSTANT = (row, column) -> {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        if (value == null) {
            return null;
        }
        return value.equals(OffsetDateTime.MAX)
                ? "infinity"
                : value.equals(OffsetDateTime.MIN) ? "-infinity" : value.toInstant();
    };

    private PgReaders() {}

    /** The type's own name: the driver says serial for an integer that counts by itself. */
    static String name(String driversName) {
        return switch (driversName) {
            case "smallserial" -> "int2";
            case "serial" -> "int4";
            case "bigserial" -> "int8";
            default -> driversName;
        };
    }

    /** Whether values of this type are text however they are defined, so that the catalog needs no asking. */
    static boolean isKnown(String name) {
        return switch (name) {
            case "text",
                    "varchar",
                    "bpchar",
                    "name",
                    "char",
                    "uuid",
                    "inet",
                    "cidr",
                    "macaddr",
                    "money",
                    "interval",
                    "bit",
                    "varbit",
                    "timetz",
                    "xml" -> true;
            default -> scalar(name) != Readers.TEXT;
        };
    }

    static ColumnReader scalar(String name) {
        return switch (name) {
            case "int2", "int4", "int8", "oid" -> Readers.LONG;
            case "float4" -> Readers.FLOAT;
            case "float8" -> Readers.DOUBLE;
            case "numeric" -> NUMERIC;
            case "bool" -> Readers.BOOLEAN;
            case "bytea" -> Readers.BASE64;
            case "date" -> DATE;
            case "time" -> TIME;
            case "timestamp" -> TIMESTAMP;
            case "timestamptz" -> INSTANT;
            case "json", "jsonb" -> Readers.JSON;
            case "hstore" -> new PgNested(new PgType.Scalar("hstore"));
            default -> Readers.TEXT;
        };
    }

    static ColumnReader of(PgType type) {
        return type instanceof PgType.Scalar scalar ? scalar(scalar.name()) : new PgNested(type);
    }
}
