package io.fullcircle.connector.guard;

import io.fullcircle.connector.mapping.Message;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;

/** Profiles and rules for tests: the property is {@code score}. */
final class Profiles {
    static final Rules.Property SHIFT = property(Optional.empty(), OptionalDouble.empty(), 0.1, 0.25);

    private Profiles() {}

    static Rules.Property property(
            Optional<Rules.Range> between, OptionalDouble nulls, double warnShift, double holdShift) {
        var shift = new Rules.Shift(OptionalDouble.of(warnShift), OptionalDouble.of(holdShift));
        return new Rules.Property(between, nulls, Optional.of(shift), Then.HOLD);
    }

    static Rules score(Rules.Property rule) {
        return new Rules(Optional.empty(), Optional.empty(), Optional.empty(), Map.of("score", rule));
    }

    static Rules rows(OptionalLong min, OptionalLong max, OptionalDouble maxChange) {
        var rows = new Rules.RowCount(min, max, maxChange, Then.HOLD);
        return new Rules(Optional.of(rows), Optional.empty(), Optional.empty(), Map.of());
    }

    /** The profile of calls with these scores. */
    static Profile of(Rules rules, Optional<Profile> before, Object... scores) {
        return of(rules, before, Arrays.asList(scores));
    }

    static Profile of(Rules rules, Optional<Profile> before, DoubleStream scores) {
        return of(rules, before, scores.<Object>mapToObj(score -> score).toList());
    }

    private static Profile of(Rules rules, Optional<Profile> before, List<Object> scores) {
        var profiler = new Profiler(rules, before);
        for (int i = 0; i < scores.size(); i++) {
            profiler.take(message("k" + i, String.valueOf(scores.get(i))));
            profiler.take(new Object[] {scores.get(i)});
        }
        return profiler.profile(scores.size(), Optional.empty());
    }

    /** So many rows read, of which nothing else is known. */
    static Profile read(long rows) {
        return new Profile(rows, rows, "", Optional.empty(), Map.of());
    }

    static Profile compared(long rows, long known, long added, long changed, long removed) {
        var comparison = new Profile.Comparison(known, added, changed, removed);
        return new Profile(rows, rows, "", Optional.of(comparison), Map.of());
    }

    static Message message(String key, String content) {
        return message(key, content, "0".repeat(32));
    }

    static Message message(String key, String content, String id) {
        String json = "{\"messageId\":\"" + id + "\",\"score\":" + content + "}";
        return new Message(0, key, 0, id, json.getBytes(StandardCharsets.UTF_8));
    }
}
