package io.fullcircle.connector.mapping;

import io.fullcircle.connector.mapping.Node.Leaf;
import io.fullcircle.connector.mapping.TrackMapping.Event;
import tools.jackson.core.io.SerializedString;

/**
 * Writes {@code track} calls: {@code messageId}, {@code type}, {@code timestamp}, {@code userId}, {@code anonymousId},
 * {@code event}, {@code properties}, {@code context}, in this order, what has no value left out but for {@code
 * properties}. Confined to one thread.
 */
final class TrackWriter {
    private static final SerializedString TYPE = new SerializedString("type");
    private static final SerializedString TRACK = new SerializedString("track");
    private static final SerializedString TIMESTAMP = new SerializedString("timestamp");
    private static final SerializedString USER_ID = new SerializedString("userId");
    private static final SerializedString ANONYMOUS_ID = new SerializedString("anonymousId");
    private static final SerializedString EVENT = new SerializedString("event");
    private static final SerializedString PROPERTIES = new SerializedString("properties");
    private static final SerializedString CONTEXT = new SerializedString("context");

    private final SerializedString event;
    private final Tree properties;
    private final Tree context;
    private final Envelope envelope;
    private final JsonOut out;

    TrackWriter(Event event, Tree properties, Tree context, Envelope envelope, int maxMessageBytes) {
        this.event = event instanceof Event.Named named ? Constants.text(named.name()) : null;
        this.properties = properties;
        this.context = context;
        this.envelope = envelope;
        this.out = new JsonOut(envelope.buffer(), maxMessageBytes);
    }

    /**
     * Writes a call.
     *
     * @param timestamp a value of a time, or null for none
     * @param eventOfRow the event's name, or null for the one that the file gives all rows
     * @param edition null for the run's
     * @param cells the leaves' values
     */
    void write(Subject subject, Object timestamp, String eventOfRow, byte[] edition, Object[] cells) {
        if (edition == null) {
            envelope.begin(subject.key());
        } else {
            envelope.begin(subject.key(), edition);
        }
        out.open();
        out.name(TYPE);
        out.string(TRACK);
        member(TIMESTAMP, timestamp);
        member(USER_ID, subject.customer());
        member(ANONYMOUS_ID, subject.anonymous());
        out.name(EVENT);
        if (eventOfRow == null) {
            out.string(event);
        } else {
            out.string(eventOfRow);
        }
        out.name(PROPERTIES);
        properties.write(out, cells);
        if (!context.isEmpty(cells)) {
            out.name(CONTEXT);
            context.write(out, cells);
        }
        out.close();
        out.flush();
    }

    /** The bytes of the call written last, its id included. */
    long size() {
        return envelope.size();
    }

    /** The call written last, with its id. */
    byte[] seal() {
        return envelope.seal();
    }

    /** The size of the call written last, and what most of it is; the call itself is gone then. */
    String sizeInWords(Cells cells) {
        long whole = size();
        Leaf largest = null;
        long most = 0;
        for (var leaf : cells.leaves()) {
            envelope.buffer().clear();
            out.value(cells.all()[leaf.cell()]);
            out.flush();
            if (envelope.buffer().size() > most) {
                largest = leaf;
                most = envelope.buffer().size();
            }
        }
        return whole + " bytes" + (largest == null ? "" : ", %d of them in %s".formatted(most, largest.label()));
    }

    private void member(SerializedString name, Object value) {
        if (value != null) {
            out.name(name);
            out.value(value);
        }
    }
}
