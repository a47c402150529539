package io.fullcircle.connector.mapping;

import java.util.List;
import java.util.Optional;

/**
 * How a row becomes a {@code track} call, as plain data. Columns are named as the file writes them; they are matched
 * exactly first, then ignoring case where that is unambiguous.
 *
 * @param event the event's name
 * @param customerId the column that becomes {@code userId}
 * @param anonymousId the column that becomes {@code anonymousId}; a row needs one of the two
 * @param timestamp the column that becomes {@code timestamp}
 * @param properties what {@code properties} holds
 * @param nulls what becomes of properties and context members without a value
 * @param context what {@code context} holds; empty for none
 * @param key the key's columns; empty: the customer id, or the anonymous id where that is null
 * @param maxMessageBytes the largest call, in bytes of UTF-8 as sent
 */
public record TrackMapping(
        Event event,
        Optional<String> customerId,
        Optional<String> anonymousId,
        Optional<String> timestamp,
        Properties properties,
        Nulls nulls,
        List<Property> context,
        List<String> key,
        int maxMessageBytes) {
    public TrackMapping {
        context = List.copyOf(context);
        key = List.copyOf(key);
    }

    /** The event's name: one text for all rows, or a column. */
    public sealed interface Event {
        record Named(String name) implements Event {}

        record FromColumn(String column) implements Event {}
    }

    /** Which properties a call has. */
    public sealed interface Properties {
        /** Every column that the mapping uses nowhere else, under its own name. */
        record Rest() implements Properties {}

        record Listed(List<Property> properties) implements Properties {
            public Listed {
                properties = List.copyOf(properties);
            }
        }
    }

    /**
     * One value in {@code properties} or {@code context}.
     *
     * @param path names from the outside in: {@code [scores, iphone]} is {@code {"scores": {"iphone": …}}}; one name
     *     that is a prefix of another's path is refused when the mapping is bound
     * @param content where the value comes from
     */
    public record Property(List<String> path, Content content) {
        public Property {
            path = List.copyOf(path);
        }
    }

    /** Where a value comes from. */
    public sealed interface Content {
        /** A column, with a cast or as it is. */
        record FromColumn(String column, Optional<As> as) implements Content {}

        /**
         * The same value in every call.
         *
         * @param value null, String, Boolean, Long, BigInteger, BigDecimal, or a List or Map of these
         */
        record Constant(Object value) implements Content {}
    }

    /**
     * What a value is cast to. Null stays null. A JSON string, number or boolean counts as the text it holds. A value that
     * can't be cast makes its row invalid.
     */
    public enum As {
        /**
         * Numbers, and texts that hold one, with all their digits; blanks around it are removed, {@code +5}, {@code 007}
         * and {@code .5} become what JSON has for them, {@code NaN} and {@code Infinity} null, counted. Booleans and times
         * can't be cast: 1, 0 and the epoch would be guesses.
         */
        NUMBER,
        /**
         * Any value's text: decimals with the zeros of their scale, floating-point numbers without exponent and, when
         * whole, without {@code .0}, JSON objects and arrays as their JSON.
         */
        STRING,
        /** Booleans, the numbers 1 and 0, the texts true, t, yes, 1, false, f, no, 0 in any case. */
        BOOLEAN,
        /** Texts that are one JSON value become that value; what isn't text is in JSON what it is anyhow. */
        JSON,
        /**
         * Timestamps, dates as midnight UTC, and texts: {@code yyyy-MM-dd}, or that with {@code T} or a blank and {@code
         * HH:mm[:ss[.fraction]]}, in UTC or with {@code Z}, {@code UTC}, or an offset. Numbers can't be cast: nothing
         * tells seconds from milliseconds.
         */
        TIMESTAMP
    }

    /** What becomes of properties and context members without a value. */
    public enum Nulls {
        /** They are written as null. */
        SEND,
        /** They are left out, and so are objects that hold nothing else. */
        OMIT
    }
}
