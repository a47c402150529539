package io.fullcircle.pipelines.receiver;

import io.fullcircle.connector.base.ConfigurationException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** One spec of {@link Fault#GRAMMAR}, read part by part; what is left over in the end is a mistake. */
final class FaultParser {
    private static final Pattern MESSAGES = Pattern.compile("(bad|[2-5]\\d\\d):(id|every)=(.*)", Pattern.DOTALL);
    private static final Pattern STATUS = Pattern.compile("[2-5]\\d\\d");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m)");
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,17}");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)%");
    private static final Pattern RETRY_AFTER = Pattern.compile("retry-after=(\\d{1,9}|none)");
    private static final Map<String, BigDecimal> UNIT_NANOS = Map.of(
            "ms", BigDecimal.valueOf(1_000_000),
            "s", BigDecimal.valueOf(1_000_000_000),
            "m", BigDecimal.valueOf(60_000_000_000L));

    private final String spec;
    private final List<String> parts;

    FaultParser(String spec) {
        this.spec = spec.strip();
        this.parts = new ArrayList<>(List.of(this.spec.split(":", -1)));
    }

    Fault parse() {
        var messages = MESSAGES.matcher(spec);
        if (messages.matches()) {
            return badMessage(messages.group(1), messages.group(2), messages.group(3));
        }
        var fault = ofRequest(parts.remove(0));
        if (!parts.isEmpty()) {
            throw wrong("'" + parts.get(0) + "' has no meaning there");
        }
        return fault;
    }

    private Fault badMessage(String status, String by, String value) {
        var code = status.equals("bad") ? 400 : Integer.parseInt(status);
        if (by.equals("id")) {
            if (value.isEmpty()) {
                throw wrong("no id follows");
            }
            return new Fault.BadMessage(spec, code, Optional.of(new Glob(value)), 0);
        }
        if (!COUNT.matcher(value).matches()) {
            throw wrong("'" + value + "' is not a number from 1");
        }
        return new Fault.BadMessage(spec, code, Optional.empty(), Long.parseLong(value));
    }

    private Fault ofRequest(String what) {
        if (STATUS.matcher(what).matches()) {
            var status = Integer.parseInt(what);
            return new Fault.Status(spec, status, retryAfter(status), limit());
        }
        return switch (what) {
            case "refuse" -> new Fault.Refuse(spec, limit());
            case "drop" -> new Fault.Drop(spec, limit());
            case "garbage" -> new Fault.Garbage(spec, parts.remove("empty"), limit());
            case "slow" -> new Fault.Slow(spec, delay(), limit());
            case "bad" -> throw wrong("it doesn't say which messages");
            default -> throw wrong("'" + what + "' is no fault");
        };
    }

    private OptionalInt retryAfter(int status) {
        for (var part : parts) {
            var found = RETRY_AFTER.matcher(part);
            if (found.matches()) {
                parts.remove(part);
                return found.group(1).equals("none")
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(found.group(1)));
            }
        }
        return status == 429 ? OptionalInt.of(2) : OptionalInt.empty();
    }

    private Duration delay() {
        if (parts.isEmpty() || !TIME.matcher(parts.get(0)).matches()) {
            throw wrong("it doesn't say by how much");
        }
        return duration(parts.remove(0));
    }

    private Fault.Limit limit() {
        var time = taken(TIME).map(FaultParser::duration);
        var requests = taken(COUNT).map(part -> OptionalLong.of(Long.parseLong(part)));
        var share = taken(SHARE).map(part -> Double.parseDouble(part.substring(0, part.length() - 1)) / 100);
        if (share.isPresent() && (share.get() <= 0 || share.get() > 1)) {
            throw wrong("a share is over 0% and at most 100%");
        }
        return new Fault.Limit(time, requests.orElse(OptionalLong.empty()), share.orElse(1.0));
    }

    private Optional<String> taken(Pattern pattern) {
        for (var part : parts) {
            if (pattern.matcher(part).matches()) {
                parts.remove(part);
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    private static Duration duration(String part) {
        var time = TIME.matcher(part);
        if (!time.matches()) {
            throw new IllegalArgumentException(part);
        }
        return Duration.ofNanos(new BigDecimal(time.group(1))
                .multiply(UNIT_NANOS.get(time.group(2)))
                .longValueExact());
    }

    private ConfigurationException wrong(String why) {
        return new ConfigurationException(
                "the fault '" + spec + "' can't be understood: " + why,
                "write a status, refuse, drop, garbage, slow:TIME or bad:id=…, and then a time (5s), a number of requests"
                        + " (20) or a share of them (10%): 429:5s, 503:20, drop:10%, slow:200ms, bad:id=c-13");
    }
}
