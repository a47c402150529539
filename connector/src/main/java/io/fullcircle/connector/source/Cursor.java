package io.fullcircle.connector.source;

import java.util.List;
import java.util.Optional;

/**
 * A result, streamed: one row at a time, memory independent of the number of rows. Confined to one thread, but for
 * {@link #cancel()}, which any thread may call. The rows come from one statement on one snapshot.
 *
 * <p>{@link #value} answers null for SQL NULL, else one of these kinds:
 *
 * <ul>
 *   <li>{@link Boolean}, {@link Long} (every integer that fits), {@link java.math.BigInteger}, {@link
 *       java.math.BigDecimal} (scale as the column has it)
 *   <li>{@link Float}, {@link Double}: NaN and infinities included; the mapping makes them null and counts them
 *   <li>{@link String}; binary columns arrive as base64 text, UUIDs, enums, intervals and the like as the database
 *       prints them
 *   <li>{@link java.time.LocalDate}, {@link java.time.LocalTime}
 *   <li>{@link java.time.LocalDateTime}: a timestamp without zone, read as UTC; {@link java.time.Instant}: an instant
 *       whose column keeps no offset; {@link java.time.OffsetDateTime}: a timestamp that keeps its own offset
 *   <li>{@link Json}: JSON columns, arrays, structs, maps
 * </ul>
 *
 * All methods but {@code close} throw {@link io.fullcircle.connector.base.EnvironmentException} when the connection or
 * the database gives up, or the query was cancelled, and {@link io.fullcircle.connector.base.ConfigurationException}
 * when the SQL fails on a row, as a cast may.
 */
public interface Cursor extends AutoCloseable {
    /** The result's columns, in its order. */
    List<Column> columns();

    /** Moves to the next row; false at the end. */
    boolean next();

    /** The value in the current row of the column with this index, counted from 0. Read each at most once per row. */
    Object value(int column);

    /**
     * What the server calls the statement, once it has answered its first row: the id by which {@link Source#reopen}
     * and the server's own history find it. Empty where the server has no such name.
     */
    default Optional<String> statementId() {
        return Optional.empty();
    }

    /** Makes a running {@link #next()} fail soon and stops the statement at the server. Any thread; no effect twice. */
    void cancel();

    @Override
    void close();
}
