package io.fullcircle.pipelines.serve;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the ledger keeps of a pipeline's schedule. It is kept apart from the moment at which a server looks at it next,
 * so that who takes over, waits or tries again still knows for which time it is.
 *
 * @param schedule the schedule's text; another text is another schedule
 * @param due the time for which the next run is, to the millisecond; of a pipeline that follows another, when it began to
 * @param followed the number of the run of another pipeline that was followed last; 0 for none
 * @param binding whether it is to be kept however late it is: it was begun, or it waited for its turn
 */
record Appointment(String schedule, Instant due, long followed, boolean binding) {
    static Appointment at(String schedule, Instant due) {
        return new Appointment(schedule, due, 0, false);
    }

    Appointment followed(long run, boolean inTurn) {
        return new Appointment(schedule, due, run, inTurn);
    }

    Appointment bound() {
        return new Appointment(schedule, due, followed, true);
    }

    /** As JSON: people read the table, and other versions of the program do. */
    static final class Text implements Serializer {
        @Override
        public byte[] serialize(Object data) {
            var appointment = (Appointment) data;
            var members = new LinkedHashMap<String, Object>();
            members.put("schedule", appointment.schedule());
            members.put("due", appointment.due().toString());
            members.put("followed", appointment.followed());
            members.put("binding", appointment.binding());
            return JsonMapper.shared().writeValueAsString(members).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] text) {
            JsonNode members = JsonMapper.shared().readTree(text);
            return type.cast(new Appointment(
                    members.path("schedule").asString(""),
                    Instant.parse(members.path("due").asString("1970-01-01T00:00:00Z")),
                    members.path("followed").asLong(0),
                    members.path("binding").asBoolean(false)));
        }
    }
}
