package io.fullcircle.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A minute at a thousand calls a second: how much of the allowance is used, and whether more ever is. */
final class RateLimit {
    private static final int PER_SECOND = 1_000;
    private static final int SECONDS = 60;

    private RateLimit() {}

    static Map<String, Object> measure(Path folder, Meter meter, ReceiverProcess receiver, Competitors competitors)
            throws IOException, SQLException, InterruptedException {
        var data = Data.narrow(folder, (long) PER_SECOND * SECONDS);
        var limited = competitors.fullCircle(
                "full circle, " + PER_SECOND + "/s",
                data,
                Competitors.duckdb(data),
                "rate_limit: " + PER_SECOND + "/s");
        receiver.forget();
        meter.run(limited.command(), limited.environment());
        receiver.check(limited.name(), data.rows());
        var stats = receiver.stats();
        // From the first request to the last answer; the last batch needs no time behind it.
        double seconds = stats.get("seconds").asDouble();
        var members = new LinkedHashMap<String, Object>();
        members.put("allowance_per_second", PER_SECOND);
        members.put("rows", data.rows());
        members.put("seconds", Result.rounded(seconds));
        members.put("share_of_allowance", Math.round(data.rows() / seconds / PER_SECOND * 1e4) / 1e4);
        members.put("statuses", stats.get("statuses"));
        return members;
    }
}
