package io.fullcircle.pipelines.receiver;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The members of the message under way that decide whether it is taken. Owned by one thread and used again. */
final class MessageReader {
    private int start;
    private int end;
    private int cutFrom;
    private int cutTo;
    private boolean hasKey;
    private String type = "";
    private String messageId = "";
    private String userId = "";
    private String anonymousId = "";
    private String event = "";
    private String groupId = "";
    private String previousId = "";

    /** Reads from the message's opening brace, where the parser stands, to its closing one. */
    void read(JsonParser parser, byte[] body) {
        forget();
        var opening = parser.currentTokenLocation();
        start = (int) opening.getByteOffset();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            member(name, parser, body);
        }
        var closing = parser.currentLocation();
        end = (int) closing.getByteOffset();
        if (cutFrom == 0) {
            cutFrom = end;
            cutTo = end;
        }
        if (closing.getLineNr() != opening.getLineNr()) {
            onOneLine(body);
        }
    }

    int bytes() {
        return end - start;
    }

    /** The message id, or an empty text. */
    String id() {
        return messageId;
    }

    boolean hasType() {
        return !type.isEmpty();
    }

    /** Whether the message itself holds a write key, as the body of a single call does. */
    boolean hasKey() {
        return hasKey;
    }

    /** @param told the kind that the path tells; null where the message has to */
    void addTo(Batch batch, Call told) {
        var ignored = ignored(told);
        if (ignored != null) {
            batch.ignore(ignored);
            return;
        }
        batch.add(start, end, cutFrom, cutTo, messageId, userId);
    }

    /** The current token if it is a text or a number, as text; anything else is as good as missing. */
    static String text(JsonParser parser) {
        var token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            return parser.getString();
        }
        parser.skipChildren();
        return "";
    }

    private void forget() {
        cutFrom = 0;
        cutTo = 0;
        hasKey = false;
        type = "";
        messageId = "";
        userId = "";
        anonymousId = "";
        event = "";
        groupId = "";
        previousId = "";
    }

    private void member(String name, JsonParser parser, byte[] body) {
        switch (name) {
            case "type" -> type = nextText(parser);
            case "messageId" -> messageId = nextText(parser);
            case "userId" -> userId = nextText(parser);
            case "anonymousId" -> anonymousId = nextText(parser);
            case "event" -> event = nextText(parser);
            case "groupId" -> groupId = nextText(parser);
            case "previousId" -> previousId = nextText(parser);
            case "sentAt" -> cutNext(parser);
            case "writeKey" -> hideNext(parser, body);
            default -> {
                parser.nextToken();
                parser.skipChildren();
            }
        }
    }

    private static String nextText(JsonParser parser) {
        parser.nextToken();
        return text(parser);
    }

    /** The time of sending differs from attempt to attempt: two messages that differ in it alone are the same. */
    private void cutNext(JsonParser parser) {
        cutFrom = (int) parser.currentTokenLocation().getByteOffset();
        nextText(parser);
        cutTo = (int) parser.currentLocation().getByteOffset();
    }

    /** A write key is neither kept nor shown. */
    private void hideNext(JsonParser parser, byte[] body) {
        hasKey = !nextText(parser).isBlank();
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            var from = (int) parser.currentTokenLocation().getByteOffset();
            var to = (int) parser.currentLocation().getByteOffset();
            Arrays.fill(body, from + 1, to - 1, (byte) '*');
        }
    }

    /** Line ends are white space wherever they stand in valid JSON, since texts must escape theirs. */
    private void onOneLine(byte[] body) {
        for (var i = start; i < end; i++) {
            if (body[i] == '\n' || body[i] == '\r') {
                body[i] = ' ';
            }
        }
    }

    /** @return null when nothing is missing */
    private Ignored ignored(Call told) {
        var call = told != null ? told : Call.of(type).orElse(null);
        if (call == null) {
            return Ignored.NO_TYPE;
        }
        if (messageId.isBlank()) {
            return Ignored.NO_MESSAGE_ID;
        }
        if (messageId.length() > Limits.ID_CHARACTERS) {
            return Ignored.LONG_MESSAGE_ID;
        }
        if (userId.isBlank() && anonymousId.isBlank()) {
            return Ignored.NO_PERSON;
        }
        return switch (call) {
            case TRACK -> event.isBlank() ? Ignored.NO_EVENT : null;
            case GROUP -> groupId.isBlank() ? Ignored.NO_GROUP_ID : null;
            case ALIAS -> previousId.isBlank() ? Ignored.NO_PREVIOUS_ID : null;
            case IDENTIFY, PAGE, SCREEN -> null;
        };
    }
}
