package io.fullcircle.pipelines.receiver;

import java.util.Map;
import java.util.Optional;

/** A kind of call, and what it can't do without, besides an id of its person. */
enum Call {
    TRACK,
    IDENTIFY,
    PAGE,
    SCREEN,
    GROUP,
    ALIAS;

    private static final Map<String, Call> BY_TYPE = Map.of(
            "track", TRACK,
            "identify", IDENTIFY,
            "page", PAGE,
            "screen", SCREEN,
            "group", GROUP,
            "alias", ALIAS);

    /** @param type a message's {@code type} */
    static Optional<Call> of(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }
}
