package io.fullcircle.connector.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.mapping.TrackMapping.As;
import io.fullcircle.connector.mapping.TrackMapping.Content;
import io.fullcircle.connector.mapping.TrackMapping.Event;
import io.fullcircle.connector.mapping.TrackMapping.Nulls;
import io.fullcircle.connector.mapping.TrackMapping.Properties;
import io.fullcircle.connector.mapping.TrackMapping.Property;
import io.fullcircle.connector.source.RowsCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A row, its mapping and what becomes of it. It starts as a customer's call without properties; tests add to it. */
final class OneRow {
    private final Map<String, Object> row = new LinkedHashMap<>();
    private final List<Property> properties = new ArrayList<>();
    private final List<Property> context = new ArrayList<>();
    private Event event = new Event.Named("Sales Forecast");
    private Optional<String> customerId = Optional.empty();
    private Optional<String> anonymousId = Optional.empty();
    private Optional<String> timestamp = Optional.empty();
    private boolean rest;
    private Nulls nulls = Nulls.SEND;
    private List<String> key = List.of();
    private int maxMessageBytes = 32_768;
    private Identity identity = new Identity("workspace", "sales-forecast", "2026-11-22");

    static OneRow of(Object customerId) {
        return new OneRow().customerId(customerId);
    }

    OneRow customerId(Object value) {
        customerId = Optional.of("customer_id");
        return column("customer_id", value);
    }

    OneRow anonymousId(Object value) {
        anonymousId = Optional.of("anonymous_id");
        return column("anonymous_id", value);
    }

    OneRow timestamp(Object value) {
        timestamp = Optional.of("scored_at");
        return column("scored_at", value);
    }

    OneRow event(String name) {
        event = new Event.Named(name);
        return this;
    }

    OneRow eventColumn(Object value) {
        event = new Event.FromColumn("event");
        return column("event", value);
    }

    /** A column and its value; used by what names it. */
    OneRow column(String name, Object value) {
        row.put(name, value);
        return this;
    }

    /** A column that becomes the property of its name. */
    OneRow property(String name, Object value) {
        return column(name, value).listed(fromColumn(name, null, name));
    }

    OneRow property(String name, Object value, As as) {
        return column(name, value).listed(fromColumn(name, as, name));
    }

    OneRow listed(Property... more) {
        properties.addAll(List.of(more));
        return this;
    }

    OneRow context(Property... more) {
        context.addAll(List.of(more));
        return this;
    }

    OneRow rest() {
        rest = true;
        return this;
    }

    OneRow omittingNulls() {
        nulls = Nulls.OMIT;
        return this;
    }

    OneRow key(String... columns) {
        key = List.of(columns);
        return this;
    }

    OneRow atMost(int bytes) {
        maxMessageBytes = bytes;
        return this;
    }

    OneRow identity(String namespace, String pipeline, String edition) {
        identity = new Identity(namespace, pipeline, edition);
        return this;
    }

    static Property fromColumn(String column, As as, String... path) {
        return new Property(List.of(path), new Content.FromColumn(column, Optional.ofNullable(as)));
    }

    static Property constant(Object value, String... path) {
        return new Property(List.of(path), new Content.Constant(value));
    }

    TrackMapping mapping() {
        return new TrackMapping(
                event,
                customerId,
                anonymousId,
                timestamp,
                rest ? new Properties.Rest() : new Properties.Listed(properties),
                nulls,
                context,
                key,
                maxMessageBytes);
    }

    TrackMapper bind() {
        return TrackMapper.bind(mapping(), identity, cursor().columns());
    }

    /** A cursor that stands on the row. */
    RowsCursor cursor() {
        var cursor = RowsCursor.of(List.copyOf(row.keySet()), row.values().toArray());
        cursor.next();
        return cursor;
    }

    /** A cursor with this row's values in the other's columns, null where it has none. */
    RowsCursor cursorLike(OneRow other) {
        var columns = List.copyOf(other.row.keySet());
        var cursor = RowsCursor.of(columns, columns.stream().map(row::get).toArray());
        cursor.next();
        return cursor;
    }

    Mapped mapped() {
        return bind().map(0, cursor());
    }

    Message message() {
        var mapped = mapped();
        assertThat(mapped).isInstanceOf(Message.class);
        return (Message) mapped;
    }

    Invalid invalid() {
        var mapped = mapped();
        assertThat(mapped).isInstanceOf(Invalid.class);
        return (Invalid) mapped;
    }

    /** The whole call. */
    String json() {
        return json(message());
    }

    static String json(Message message) {
        return new String(message.json(), StandardCharsets.UTF_8);
    }

    /** What {@code properties} holds; for calls that end with it. */
    String properties() {
        var json = json();
        var name = "\"properties\":";
        return json.substring(json.indexOf(name) + name.length(), json.length() - 1);
    }

    /** The JSON of a single property. */
    static String written(Object value) {
        return unwrapped(of("c1").property("v", value).properties());
    }

    /** The JSON of a single property under a cast. */
    static String cast(Object value, As as) {
        return unwrapped(of("c1").property("v", value, as).properties());
    }

    private static String unwrapped(String properties) {
        assertThat(properties).startsWith("{\"v\":").endsWith("}");
        return properties.substring(5, properties.length() - 1);
    }
}
