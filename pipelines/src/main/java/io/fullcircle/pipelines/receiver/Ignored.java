package io.fullcircle.pipelines.receiver;

/** Why a message is answered with 200 and yet not taken, as Segment does. */
enum Ignored {
    NO_TYPE("no type that Segment knows"),
    NO_MESSAGE_ID("no messageId"),
    LONG_MESSAGE_ID("messageId over " + Limits.ID_CHARACTERS + " characters"),
    NO_PERSON("neither userId nor anonymousId"),
    NO_EVENT("track without event"),
    NO_GROUP_ID("group without groupId"),
    NO_PREVIOUS_ID("alias without previousId"),
    LARGE_BATCH("batch of more than " + Limits.BATCH_MESSAGES + " messages");

    private final String why;

    Ignored(String why) {
        this.why = why;
    }

    /** For people; a key of the statistics. */
    String why() {
        return why;
    }
}
