package io.fullcircle.pipelines.receiver;

/**
 * A request that breaks a rule of the API, refused as a whole.
 *
 * @param why the rule
 * @param message for the sender: which message, which byte, how large
 */
record Refusal(Why why, String message) implements Parsed {

    enum Why {
        CONTENT_TYPE(400, "Content-Type is not application/json"),
        CONTENT_ENCODING(400, "Content-Encoding can't be read"),
        LARGE_BATCH(400, "body over " + Limits.BATCH_BYTES + " bytes"),
        LARGE_MESSAGE(400, "message over " + Limits.MESSAGE_BYTES + " bytes"),
        INVALID_JSON(400, "invalid JSON"),
        NO_BATCH(400, "no batch of messages"),
        NO_WRITE_KEY(401, "no write key"),
        NO_SUCH_PATH(404, "no such path"),
        METHOD(405, "method not allowed");

        private final int status;
        private final String text;

        Why(int status, String text) {
            this.status = status;
            this.text = text;
        }

        int status() {
            return status;
        }

        /** For people; a key of the statistics. */
        String text() {
            return text;
        }
    }
}
