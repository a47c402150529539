package io.fullcircle.connector.source.snowflake.standin;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Something that goes wrong on demand, a number of times. Its text form, for the command line and the admin address, is
 * the kind and then settings: {@code chunk-status chunk=0 status=503 times=2}.
 *
 * @param values {@code times} (default 1) for all; {@code chunk}, counted from 0, default any; {@code match}, a regular
 *     expression that is looked for in the statement's text, default any; the rest as the kinds say
 */
public record Fault(Kind kind, Map<String, String> values) {

    /** What goes wrong. */
    public enum Kind {
        /** A chunk answers with the HTTP {@code status}. */
        CHUNK_STATUS,
        /** A chunk's body ends in the middle, with its full length announced. */
        CHUNK_CUT,
        /** A chunk comes after {@code seconds}. */
        CHUNK_LATE,
        /** The number of rows announced for {@code chunk} is wrong {@code by} so many. */
        CHUNK_ROWS,
        /** The number of rows announced for the whole result is wrong {@code by} so many. */
        TOTAL_ROWS,
        /** The connection breaks before a statement is taken up. */
        QUERY_CUT,
        /** The connection breaks after a statement has run, before its reply. */
        REPLY_CUT,
        /** A statement fails with {@code code}, {@code state} and {@code message}. */
        QUERY_ERROR,
        /** A statement takes {@code seconds} longer. */
        QUERY_SLOW,
        /** The session's token expires at this request; {@code after} lets so many pass before. */
        SESSION_EXPIRES,
        /** The master token is found dead at the next renewal. */
        MASTER_DIES
    }

    public Fault {
        values = Map.copyOf(values);
    }

    public static Fault chunkStatus(int chunk, int status, int times) {
        return of(Kind.CHUNK_STATUS, times).with("chunk", chunk).with("status", status);
    }

    public static Fault chunkCut(int chunk, int times) {
        return of(Kind.CHUNK_CUT, times).with("chunk", chunk);
    }

    public static Fault chunkLate(int chunk, Duration by) {
        return of(Kind.CHUNK_LATE, 1).with("chunk", chunk).with("seconds", by.toMillis() / 1000.0);
    }

    public static Fault chunkRows(int chunk, int by) {
        return of(Kind.CHUNK_ROWS, 1).with("chunk", chunk).with("by", by);
    }

    public static Fault totalRows(int by) {
        return of(Kind.TOTAL_ROWS, 1).with("by", by);
    }

    public static Fault queryCut(String match, int times) {
        return of(Kind.QUERY_CUT, times).with("match", match);
    }

    public static Fault replyCut(String match, int times) {
        return of(Kind.REPLY_CUT, times).with("match", match);
    }

    public static Fault queryError(String match, int code, String state, String message, int times) {
        return of(Kind.QUERY_ERROR, times)
                .with("match", match)
                .with("code", code)
                .with("state", state)
                .with("message", message);
    }

    public static Fault querySlow(String match, Duration by) {
        return of(Kind.QUERY_SLOW, 1).with("match", match).with("seconds", by.toMillis() / 1000.0);
    }

    public static Fault sessionExpires(int afterRequests) {
        return of(Kind.SESSION_EXPIRES, 1).with("after", afterRequests);
    }

    public static Fault masterDies() {
        return of(Kind.MASTER_DIES, 1);
    }

    /** Reads the text form; a value with blanks stands in single quotes. */
    public static Fault parse(String text) {
        var parts = text.strip().split("\\s+", 2);
        var values = new LinkedHashMap<String, String>();
        var setting = Pattern.compile("(\\w+)=(?:'([^']*)'|(\\S+))").matcher(parts.length > 1 ? parts[1] : "");
        while (setting.find()) {
            values.put(setting.group(1), setting.group(2) == null ? setting.group(3) : setting.group(2));
        }
        return new Fault(Kind.valueOf(parts[0].toUpperCase().replace('-', '_')), values);
    }

    int times() {
        return number("times", 1);
    }

    int number(String name, int otherwise) {
        return values.containsKey(name) ? Integer.parseInt(values.get(name)) : otherwise;
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    Duration duration() {
        return Duration.ofMillis((long) (Double.parseDouble(values.getOrDefault("seconds", "0")) * 1000));
    }

    boolean isForChunk(int chunk) {
        return number("chunk", chunk) == chunk;
    }

    boolean isFor(String statement) {
        return Pattern.compile(text("match", ""), Pattern.CASE_INSENSITIVE)
                .matcher(statement)
                .find();
    }

    private static Fault of(Kind kind, int times) {
        return new Fault(kind, Map.of("times", String.valueOf(times)));
    }

    private Fault with(String name, Object value) {
        var more = new LinkedHashMap<>(values);
        more.put(name, String.valueOf(value));
        return new Fault(kind, more);
    }
}
