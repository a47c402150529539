package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.mapping.Mark;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A message that the destination refused.
 *
 * @param run the id of the run in which it was refused, and {@code ordinal} which row of it; these two name the letter
 * @param key the row's key, or {@link Forgetting#FORGOTTEN}
 * @param pipeline the run's pipeline
 * @param messageId under which it is sent again; null when forgotten
 * @param status the HTTP status
 * @param reason the destination's words
 * @param content the whole call in UTF-8, as {@link io.fullcircle.connector.mapping.Message#json()}; not to be changed; null when
 *     forgotten
 * @param mark what is kept of the row when the message is accepted
 * @param settledBy the run that settled or superseded it
 * @param note why it was discarded
 */
public record DeadLetter(
        String run,
        long ordinal,
        String pipeline,
        String key,
        String messageId,
        int status,
        String reason,
        Instant rejectedAt,
        byte[] content,
        Mark mark,
        State state,
        Optional<String> settledBy,
        Optional<String> note) {

    /** How a letter stands. */
    public enum State {
        /** It waits to be sent again. */
        OPEN,
        /** The destination accepted it later. */
        SETTLED,
        /** Somebody gave it up. */
        DISCARDED,
        /** Its key was accepted later with other content, or the same message was refused again. */
        SUPERSEDED;

        /** The name in reports. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT));
        }
    }
}
