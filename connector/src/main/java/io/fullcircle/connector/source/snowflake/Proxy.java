package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.base.ConfigurationException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The proxy that {@code HTTPS_PROXY} names, for all but the hosts of {@code NO_PROXY}; names in lower case hold, too.
 *
 * @param user empty for none
 */
record Proxy(String host, int port, String user, String password) {

    /** The proxy on the way to this host, if any. */
    static Optional<Proxy> to(SnowflakeUrl url, Map<String, String> environment) {
        if (!url.tls() || isDirect(url.host(), setting(environment, "NO_PROXY"))) {
            return Optional.empty();
        }
        String address = setting(environment, "HTTPS_PROXY");
        return address.isEmpty() ? Optional.empty() : Optional.of(parse(address));
    }

    private static String setting(Map<String, String> environment, String name) {
        return Stream.of(name, name.toLowerCase(Locale.ROOT))
                .map(n -> environment.getOrDefault(n, "").strip())
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static boolean isDirect(String host, String list) {
        return Stream.of(list.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .anyMatch(name -> name.equals("*")
                        || host.equals(name)
                        || host.endsWith(name.startsWith(".") ? name : "." + name));
    }

    private static Proxy parse(String address) {
        try {
            URI uri = URI.create(address.contains("://") ? address : "http://" + address);
            if (uri.getHost() != null) {
                String[] user =
                        uri.getUserInfo() == null ? new String[] {"", ""} : (uri.getUserInfo() + ":").split(":", -1);
                int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
                return new Proxy(uri.getHost(), port, user[0], user[1]);
            }
        } catch (IllegalArgumentException e) {
            // Answered below, like every other wrong shape.
        }
        throw new ConfigurationException("HTTPS_PROXY is no address", "Write it as http://proxy.example.com:3128.");
    }

    /** Tells the driver; which hosts need none is decided already, but for those that hold large results. */
    void addTo(Properties properties, Map<String, String> environment) {
        properties.setProperty("useProxy", "true");
        properties.setProperty("proxyHost", host);
        properties.setProperty("proxyPort", String.valueOf(port));
        if (!user.isEmpty()) {
            properties.setProperty("proxyUser", user);
            properties.setProperty("proxyPassword", password);
        }
        String direct = Stream.of(setting(environment, "NO_PROXY").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> name.startsWith(".") ? "*" + name : name)
                .collect(Collectors.joining("|"));
        if (!direct.isEmpty()) {
            properties.setProperty("nonProxyHosts", direct);
        }
    }
}
