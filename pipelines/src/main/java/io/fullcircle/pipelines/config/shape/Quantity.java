package io.fullcircle.pipelines.config.shape;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/** Numbers with and without units. */
public final class Quantity {
    static final String SIZE = "^(?=[^1-9]*[1-9])([0-9]+|[0-9]+(\\.[0-9]+)?(B|KB|MB|GB))$";
    static final String SHARE = "^[0-9]+(\\.[0-9]+)?%$";
    static final String TIME = "^[0-9]+(\\.[0-9]+)?(ms|s|m|h|d)$";
    public static final String TIME_BUT_ZERO = "^(?=[^1-9]*[1-9])[0-9]+(\\.[0-9]+)?(ms|s|m|h|d)$";

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([A-Za-z]*)");
    private static final Pattern SIZES = Pattern.compile(SIZE);
    private static final Pattern SHARES = Pattern.compile(SHARE);
    private static final Pattern TIMES = Pattern.compile(TIME);
    private static final Map<String, Integer> BINARY_PLACES = Map.of("", 0, "B", 0, "KB", 10, "MB", 20, "GB", 30);
    private static final Map<String, Long> MILLISECONDS =
            Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, String> OTHER_UNITS = Map.ofEntries(
            Map.entry("sec", "s"),
            Map.entry("secs", "s"),
            Map.entry("second", "s"),
            Map.entry("seconds", "s"),
            Map.entry("min", "m"),
            Map.entry("mins", "m"),
            Map.entry("minute", "m"),
            Map.entry("minutes", "m"),
            Map.entry("hour", "h"),
            Map.entry("hours", "h"),
            Map.entry("day", "d"),
            Map.entry("days", "d"),
            Map.entry("millis", "ms"),
            Map.entry("k", "KB"),
            Map.entry("kib", "KB"),
            Map.entry("m", "MB"),
            Map.entry("mib", "MB"),
            Map.entry("g", "GB"),
            Map.entry("gib", "GB"));

    /** No setting counts beyond ten years; keeps every sum of times within a long of nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** More digits than any number in a file has a use for; a longer one costs time to read. */
    private static final int MAX_DIGITS = 400;

    private Quantity() {}

    /** A time such as {@code 0.5s}, {@code 500ms}, {@code 15m}, {@code 2h}, {@code 1d}. */
    public static Leaf time(boolean zeroToo) {
        var what = "a time such as 0.5s, 15m or 2h";
        return new Leaf.Text(
                what, zeroToo ? TIME : TIME_BUT_ZERO, Leaf.Role.NONE, written -> time(written, what, zeroToo));
    }

    /** The same in words where seconds are the least. */
    public static final String LONG_TIME = "a time such as 30s, 15m or 2h";

    /** A time of a second or more. */
    public static Parsed<Duration> secondOrMore(Written written) {
        Parsed<Duration> time = time(written, LONG_TIME, false);
        return time instanceof Parsed.Good<Duration> good && good.value().compareTo(Duration.ofSeconds(1)) < 0
                ? new Parsed.Bad<>(written.shown() + " is less than a second", "write 1s or more")
                : time;
    }

    private static Parsed<Duration> time(Written written, String what, boolean zeroToo) {
        if (!TIMES.matcher(written.text()).matches()) {
            return new Parsed.Bad<>(
                    "%s isn't %s".formatted(written.shown(), what), respelled(written, TIMES, "write " + what));
        }
        var matcher = NUMBER_AND_UNIT.matcher(written.text());
        if (!matcher.matches() || matcher.group(1).length() > MAX_DIGITS) {
            return new Parsed.Bad<>(written.shown() + " is too long a number", "write " + what);
        }
        var milliseconds =
                new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(MILLISECONDS.get(matcher.group(2))));
        var nanoseconds = milliseconds.movePointRight(6).toBigInteger();
        if (nanoseconds.compareTo(BigInteger.valueOf(LONGEST.toNanos())) > 0) {
            return new Parsed.Bad<>(written.shown() + " is more than ten years", "write a shorter time");
        }
        if (nanoseconds.signum() == 0 && !zeroToo) {
            return new Parsed.Bad<>(written.shown() + " is zero", "write a longer time");
        }
        return new Parsed.Good<>(Duration.ofNanos(nanoseconds.longValueExact()));
    }

    /** Bytes: a plain number or one with B, KB, MB or GB; a KB has 1,024. */
    static Parsed<Long> size(Written written, long min, long max) {
        var text = written.text();
        var whole = integer(text);
        if (whole.isPresent()) {
            return limited(whole.get(), written, min, max, Quantity::bytes);
        }
        if (!SIZES.matcher(text).matches() || text.length() > MAX_DIGITS) {
            return new Parsed.Bad<>(
                    written.shown() + " isn't a size", respelled(written, SIZES, "write a size such as 500KB"));
        }
        var matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException("a size is a number and a unit");
        }
        var bytes = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(1L << BINARY_PLACES.get(matcher.group(2))));
        return limited(bytes.toBigInteger(), written, min, max, Quantity::bytes);
    }

    static Parsed<Long> whole(Written written, long min, long max) {
        var number = integer(written.text());
        if (number.isEmpty()) {
            return new Parsed.Bad<>(
                    written.shown() + " isn't a whole number",
                    max >= Integer.MAX_VALUE
                            ? "write a whole number, %d or more".formatted(min)
                            : "write a whole number from %d to %d".formatted(min, max));
        }
        return limited(number.get(), written, min, max, Long::toString);
    }

    static Parsed<Double> decimal(Written written, double min, double max) {
        var number = number(written.text());
        if (number.isEmpty()) {
            return new Parsed.Bad<>(written.shown() + " isn't a number", "write a number");
        }
        double value = number.get().doubleValue();
        if (value < min) {
            var least = BigDecimal.valueOf(min).stripTrailingZeros().toPlainString();
            return new Parsed.Bad<>(
                    "%s is less than %s".formatted(written.shown(), least), "write %s or more".formatted(least));
        }
        return value > max
                ? new Parsed.Bad<>(written.shown() + " is too large", "write a smaller number")
                : new Parsed.Good<>(value);
    }

    /** {@code 50%} as 0.5. Of plain numbers only 0 says clearly what is meant. */
    static Parsed<Double> share(Written written, long mostPercent) {
        var text = written.text();
        var plain = number(text);
        if (plain.isPresent() && plain.get().signum() == 0) {
            return new Parsed.Good<>(0.0);
        }
        if (!SHARES.matcher(text).matches() || text.length() > MAX_DIGITS) {
            return new Parsed.Bad<>(written.shown() + " isn't a percentage", percent(written, plain, mostPercent));
        }
        var percent = new BigDecimal(text.substring(0, text.length() - 1));
        return percent.compareTo(BigDecimal.valueOf(mostPercent)) > 0
                ? new Parsed.Bad<>(
                        "%s is more than %d%%".formatted(written.shown(), mostPercent),
                        "write %d%% or less".formatted(mostPercent))
                : new Parsed.Good<>(percent.movePointLeft(2).doubleValue());
    }

    /** {@code 0.5} means half of something, {@code 30} or {@code 30 %} thirty percent. */
    private static String percent(Written written, Optional<BigDecimal> plain, long mostPercent) {
        var hidden = !written.shown().equals("`" + written.text() + "`");
        var number = plain.or(() -> number(written.text().replaceAll("\\s|%|percent", "")));
        if (hidden || number.isEmpty() || number.get().signum() <= 0) {
            return "write a percentage such as 50%";
        }
        boolean part = plain.isPresent() && number.get().compareTo(BigDecimal.ONE) < 0;
        var meant = part ? number.get().movePointRight(2) : number.get();
        return meant.compareTo(BigDecimal.valueOf(mostPercent)) > 0
                ? "write a percentage such as 50%"
                : "write %s%%".formatted(meant.stripTrailingZeros().toPlainString());
    }

    private static Optional<BigDecimal> number(String text) {
        if (text.length() > MAX_DIGITS) {
            return Optional.empty();
        }
        try {
            var number = new BigDecimal(text);
            return Double.isFinite(number.doubleValue()) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return integer(text).map(BigDecimal::new);
        }
    }

    /** A whole number as YAML and JSON Schema see it: {@code 100}, {@code 0x64}, {@code 1e2}. */
    static Optional<BigInteger> integer(String text) {
        if (text.length() > MAX_DIGITS) {
            return Optional.empty();
        }
        try {
            if (text.startsWith("0x")) {
                return Optional.of(new BigInteger(text.substring(2), 16));
            }
            if (text.startsWith("0o")) {
                return Optional.of(new BigInteger(text.substring(2), 8));
            }
            var number = new BigDecimal(text);
            // A number such as 1e999999999 would be written out for an hour.
            if (number.signum() != 0 && Math.abs((long) number.precision() - number.scale()) > MAX_DIGITS) {
                return Optional.empty();
            }
            return Optional.of(number.signum() == 0 ? BigInteger.ZERO : number.toBigIntegerExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Parsed<Long> limited(
            BigInteger number, Written written, long min, long max, LongFunction<String> print) {
        if (number.compareTo(BigInteger.valueOf(min)) < 0) {
            return new Parsed.Bad<>(
                    "%s is less than %s".formatted(written.shown(), print.apply(min)),
                    "write %s or more".formatted(print.apply(min)));
        }
        if (number.compareTo(BigInteger.valueOf(max)) > 0) {
            return new Parsed.Bad<>(
                    "%s is more than %s".formatted(written.shown(), print.apply(max)),
                    "write %s or less".formatted(print.apply(max)));
        }
        return new Parsed.Good<>(number.longValueExact());
    }

    private static String bytes(long bytes) {
        if (bytes > 0 && bytes % (1 << 30) == 0) {
            return (bytes >> 30) + "GB";
        }
        if (bytes > 0 && bytes % (1 << 20) == 0) {
            return (bytes >> 20) + "MB";
        }
        return bytes > 0 && bytes % 1024 == 0 ? (bytes >> 10) + "KB" : Long.toString(bytes);
    }

    /** {@code 500 kb} and {@code 5 minutes} say clearly what is meant; the answer is how it is written here. */
    private static String respelled(Written written, Pattern form, String otherwise) {
        var hidden = !written.shown().equals("`" + written.text() + "`");
        var compact = written.text().replaceAll("[\\s_,]", "").toLowerCase(Locale.ROOT);
        var matcher = NUMBER_AND_UNIT.matcher(compact);
        if (hidden || !matcher.matches()) {
            return otherwise;
        }
        var unit = matcher.group(2);
        for (var spelling : new String[] {unit, unit.toUpperCase(Locale.ROOT), OTHER_UNITS.getOrDefault(unit, unit)}) {
            if (!spelling.isEmpty() && form.matcher(matcher.group(1) + spelling).matches()) {
                return "write " + matcher.group(1) + spelling;
            }
        }
        return otherwise;
    }
}
