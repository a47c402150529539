package io.fullcircle.connector.mapping;

import com.dynatrace.hash4j.hashing.Hashing;
import io.fullcircle.connector.source.Json;

/** Whom a row is about: its ids and its key, read anew from every row. Confined to one thread. */
final class Subject {
    private final int customerColumn;
    private final int anonymousColumn;
    private final int[] keyColumns;
    private final int longestKey;

    private String customer;
    private String anonymous;
    private String key;
    private String reason;
    private Object culprit;

    /**
     * @param customerColumn the column's index, or {@link Columns#NONE}
     * @param anonymousColumn the column's index, or {@link Columns#NONE}
     * @param keyColumns the columns of the key; none: the customer id, or the anonymous id where that is null
     * @param longestKey in characters
     */
    Subject(int customerColumn, int anonymousColumn, int[] keyColumns, int longestKey) {
        this.customerColumn = customerColumn;
        this.anonymousColumn = anonymousColumn;
        this.keyColumns = keyColumns;
        this.longestKey = longestKey;
    }

    /** Reads the ids and the key; what was read before is gone. */
    void read(Object[] values) {
        reason = null;
        culprit = null;
        customer = id("customer id", customerColumn, values);
        anonymous = id("anonymous id", anonymousColumn, values);
        key = keyColumns.length == 0 ? owner() : key(values);
        if (owner() == null) {
            fault(customerColumn == Columns.NONE ? "no anonymous id" : "no customer id", null);
        }
        if (key == null) {
            fault("no key", null);
        } else if (key.length() > longestKey) {
            fault("the key is longer than %d characters".formatted(longestKey), null);
            key = null;
        }
    }

    /** The customer id, or null. */
    String customer() {
        return customer;
    }

    /** The anonymous id, or null. */
    String anonymous() {
        return anonymous;
    }

    /** The key, or null. */
    String key() {
        return key;
    }

    /** Why the row can't become a call, or null. */
    String reason() {
        return reason;
    }

    /** The value that is to blame, or null. */
    Object culprit() {
        return culprit;
    }

    /** Equal for calls about one customer. */
    int lane() {
        long hash = Hashing.xxh3_64().hashCharsToLong(owner());
        return (int) (hash ^ hash >>> 32);
    }

    private String owner() {
        return customer == null ? anonymous : customer;
    }

    private String id(String name, int column, Object[] values) {
        if (column == Columns.NONE || values[column] == null) {
            return null;
        }
        var text = text("the " + name, values[column]);
        return text == null || text.isBlank() ? null : text;
    }

    private String key(Object[] values) {
        if (keyColumns.length == 1) {
            var part = part(keyColumns[0], values);
            return part == null || part.isBlank() ? null : part;
        }
        var joined = new StringBuilder();
        boolean blank = true;
        for (int column : keyColumns) {
            var part = part(column, values);
            if (part == null) {
                return null;
            }
            blank &= part.isBlank();
            joined.append(joined.isEmpty() ? "" : ",").append(quoted(part));
        }
        return blank ? null : joined.toString();
    }

    private String part(int column, Object[] values) {
        if (column == customerColumn && customer != null) {
            return customer;
        }
        return values[column] == null ? null : text("a column of the key", values[column]);
    }

    private String text(String name, Object value) {
        var text = ExactText.of(value);
        if (text == null) {
            fault(name + (value instanceof Json ? " is JSON" : " has too many digits"), value);
        }
        return text;
    }

    /** The first fault is the one that is told. */
    private void fault(String why, Object value) {
        if (reason == null) {
            reason = why;
            culprit = value;
        }
    }

    /** As in CSV, so that {@code a,b} and {@code c} make another key than {@code a} and {@code b,c}. */
    private static String quoted(String part) {
        boolean plain = !part.isEmpty()
                && part.indexOf(',') < 0
                && part.indexOf('"') < 0
                && part.indexOf('\n') < 0
                && part.indexOf('\r') < 0;
        return plain ? part : '"' + part.replace("\"", "\"\"") + '"';
    }
}
