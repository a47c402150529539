package io.fullcircle.pipelines.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What a run would do.
 *
 * @param pipeline the pipeline's name
 * @param digest of the pipeline file
 * @param sampled whether only some rows were read
 * @param rows by what would become of them; {@code read} is the sum of the others
 * @param calls how many would be sent, by kind and event
 * @param sizes bytes of a call, by quantile; empty without calls
 * @param largest the largest calls, the largest first
 * @param bytes of all calls
 * @param requests that carry them, at least: in reading order, each as full as the queue's settings allow
 * @param rateLimit calls a second
 * @param cost of all calls, where the file says what they cost
 * @param invalid how many rows there are of the most frequent reasons
 * @param guard what the guard says
 * @param samples some calls, as JSON, evenly from all
 */
public record RunPlan(
        String pipeline,
        String digest,
        boolean sampled,
        Map<String, Long> rows,
        List<Calls> calls,
        Map<String, Integer> sizes,
        List<Large> largest,
        long bytes,
        long requests,
        OptionalInt rateLimit,
        Optional<Double> cost,
        Map<String, Long> invalid,
        Judgement guard,
        List<String> samples) {
    /**
     * @param kind {@code added}, {@code changed}, {@code removed}, or {@code all} where rows aren't compared
     * @param event the event's name
     */
    public record Calls(String kind, String event, long calls) {}

    /** A large call, by its row's key. */
    public record Large(String key, int bytes) {}

    /** How many calls would be sent. */
    public long count() {
        return rows.get("to_send");
    }

    /** The least time that the rate limit allows; 0 without one. */
    public double seconds() {
        return rateLimit.isPresent() ? count() / (double) rateLimit.getAsInt() : 0;
    }

    /**
     * As JSON shows it. Scripts rely on the members rows, calls, bytes, requests, seconds, guard, samples.
     *
     * @param json makes a JSON value of its text
     */
    public Map<String, Object> members(Function<String, Object> json) {
        var members = new LinkedHashMap<String, Object>();
        members.put("pipeline", pipeline);
        members.put("digest", digest);
        members.put("sampled", sampled);
        members.put("rows", rows);
        members.put("calls", count());
        members.put("bytes", bytes);
        members.put("requests", requests);
        members.put("seconds", seconds());
        rateLimit.ifPresent(rate -> members.put("rate_limit", rate));
        cost.ifPresent(price -> members.put("cost", price));
        members.put("events", calls);
        members.put("sizes", sizes);
        members.put("largest", largest);
        members.put("invalid", invalid);
        members.put("guard", guard.members());
        members.put("samples", samples.stream().map(json).toList());
        return members;
    }
}
