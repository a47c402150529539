package io.fullcircle.connector.destination;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fullcircle.connector.mapping.Message;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Messages as the mapping makes them, by their number. */
public final class Messages {
    private Messages() {}

    public static Message of(int number) {
        return of(number, "customer-" + number, "");
    }

    /** @param filling text that makes the message longer */
    public static Message of(int number, String customer, String filling) {
        String id = String.format("%032x", number);
        String json = "{\"messageId\":\"" + id + "\",\"type\":\"track\",\"userId\":\"" + customer
                + "\",\"event\":\"Scored\",\"properties\":{\"number\":" + number + ",\"filling\":\"" + filling + "\"}}";
        return new Message(number, customer, customer.hashCode(), id, json.getBytes(UTF_8));
    }

    public static Stream<Message> range(int from, int to) {
        return IntStream.range(from, to).mapToObj(Messages::of);
    }
}
