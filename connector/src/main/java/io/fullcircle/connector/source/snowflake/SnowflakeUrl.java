package io.fullcircle.connector.source.snowflake;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an account's service listens.
 *
 * @param host a name, or a numeric address without brackets
 * @param port never absent
 * @param tls whether the way there is encrypted; it may only be plain on this machine
 */
record SnowflakeUrl(String host, int port, boolean tls) {
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|.*:.*");
    private static final String DOMAIN = ".snowflakecomputing.com";

    /** Whether this can be an account's name. */
    static boolean isAccount(String text) {
        return ACCOUNT.matcher(text).matches() && !text.toLowerCase(Locale.ROOT).endsWith(DOMAIN);
    }

    /** Where Snowflake has this account; host names know no underscores. */
    static SnowflakeUrl of(String account) {
        String host = account.toLowerCase(Locale.ROOT).replace('_', '-') + DOMAIN;
        return new SnowflakeUrl(host, 443, true);
    }

    /** The URL taken apart, or nothing when it isn't {@code https://host[:port]}, or {@code http} on this machine. */
    static Optional<SnowflakeUrl> parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        boolean bare = uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
        if (!bare) {
            return Optional.empty();
        }
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        boolean plain = "http".equalsIgnoreCase(uri.getScheme()) && isLoopback(host);
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        return tls || plain ? Optional.of(new SnowflakeUrl(host, port, tls)) : Optional.empty();
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("::1");
    }

    /** The account that the host's name begins with; nothing for addresses and names of one word. */
    Optional<String> account() {
        int dot = host.indexOf('.');
        boolean named = dot > 0 && !NUMERIC.matcher(host).matches();
        return named ? Optional.of(host.substring(0, dot)) : Optional.empty();
    }

    /** {@code host} or {@code host:port}, for messages. */
    String shown() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == 443 ? name : name + ":" + port;
    }

    String jdbc() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:snowflake://" + name + ":" + port + "/";
    }
}
