package io.fullcircle.pipelines.config;

import io.fullcircle.connector.base.Nearest;
import io.fullcircle.pipelines.config.shape.Leaf;
import io.fullcircle.pipelines.config.shape.Parsed;
import io.fullcircle.pipelines.config.shape.Written;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where messages are sent. */
public sealed interface Endpoint {
    /** As a pipeline file writes it. */
    String text();

    /** Whether messages stay on this machine. */
    boolean isLoopback();

    /** The receiver that comes with Full Circle, started for the run. */
    record Local() implements Endpoint {
        @Override
        public String text() {
            return "local";
        }

        @Override
        public boolean isLoopback() {
            return true;
        }
    }

    /** @param uri scheme, host and port only; {@code /v1/batch} is for the destination to add */
    record Url(URI uri) implements Endpoint {
        @Override
        public String text() {
            return uri.toString();
        }

        @Override
        public boolean isLoopback() {
            return LOOPBACK.matcher(uri.getHost()).matches();
        }
    }

    /** Segment in Oregon. */
    Endpoint DEFAULT = new Url(URI.create("https://api.segment.io"));

    /** Hosts that are this machine, whatever a name server says. */
    Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]");

    /** Everything that is an endpoint, but for the range of the port. */
    String REGEX = "^(local"
            + "|https://([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?/?"
            + "|http://(" + LOOPBACK.pattern() + ")(:[0-9]{1,5})?/?)$";

    /** The setting's shape. */
    static Leaf shape() {
        return new Leaf.Text("an https:// address or local", REGEX, Leaf.Role.NONE, Endpoint::parse);
    }

    /** The endpoint, or which part of the text can't be and what to write instead. */
    static Parsed<Endpoint> parse(Written written) {
        var text = written.text();
        if (text.equals("local")) {
            return new Parsed.Good<>(new Local());
        }
        if (!text.contains("://")) {
            return withoutScheme(written);
        }
        try {
            return parse(written, new URI(text));
        } catch (URISyntaxException e) {
            return bad(written.shown() + " is no address");
        }
    }

    private static Parsed<Endpoint> withoutScheme(Written written) {
        var text = written.text();
        var isWord = text.matches("[A-Za-z]+") && !text.equals("localhost");
        if (isWord && Nearest.misspelt(text, List.of("local")).isPresent()) {
            return new Parsed.Bad<>(written.shown() + " is no address", "did you mean local?");
        }
        var loopback = LOOPBACK.matcher(text.replaceFirst(":[0-9]+/?$", "")).matches();
        var completed = (loopback ? "http://" : "https://") + text;
        if (!loopback && !text.contains(".") || !completed.matches(REGEX)) {
            return bad(written.shown() + " is no address");
        }
        return new Parsed.Bad<>(
                written.shown() + " has no scheme", isShown(written) ? "write " + completed : "begin it with https://");
    }

    private static Parsed<Endpoint> parse(Written written, URI uri) {
        if (uri.getUserInfo() != null
                || uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            return new Parsed.Bad<>("holds a user or a password", "leave it out; the write key is all that is needed");
        }
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !scheme.equals("https") && !scheme.equals("http")) {
            return bad(written.shown() + " is no https:// address");
        }
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var host = uri.getHost();
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            return bad(written.shown() + " has no port between 1 and 65535");
        }
        if (scheme.equals("http") && !LOOPBACK.matcher(host).matches()) {
            return new Parsed.Bad<>(
                    "http:// would send the write key and every message readably",
                    isShown(written) ? "write https://" + host + port : "begin it with https://");
        }
        var bare = scheme + "://" + host + port;
        var rest =
                written.text().substring(Math.min(bare.length(), written.text().length()));
        if (!rest.isEmpty() && !rest.equals("/")) {
            return new Parsed.Bad<>(
                    written.shown() + " holds more than a host",
                    isShown(written)
                            ? "write %s; /v1/batch is added to it".formatted(bare)
                            : "end it behind the host; /v1/batch is added to it");
        }
        if (!written.text().matches(REGEX)) {
            return bad(written.shown() + " is no https:// address");
        }
        return new Parsed.Good<>(new Url(URI.create(bare)));
    }

    /** Whether a remedy may repeat the text: not when it was filled in. */
    private static boolean isShown(Written written) {
        return written.shown().contains(written.text());
    }

    private static Parsed<Endpoint> bad(String problem) {
        return new Parsed.Bad<>(problem, "write https://api.segment.io, https://events.eu1.segmentapis.com, or local");
    }
}
