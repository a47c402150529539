package io.fullcircle.connector.source.postgres;

import io.fullcircle.connector.base.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A PostgreSQL URL in either way of writing, {@code jdbc:postgresql://host:5432/db} and {@code
 * postgresql://user:password@host/db}, with the credentials taken out.
 *
 * @param jdbc for the driver, without user and password
 * @param place for messages: {@code PostgreSQL at host:5432, database db}
 * @param user as the URL has it
 * @param password as the URL has it
 */
record PostgresUrl(String jdbc, String place, Optional<String> user, Optional<Secret> password) {
    private static final Pattern SCHEME = Pattern.compile("(jdbc:postgresql|postgresql|postgres)://.*");
    private static final Pattern HOSTS = hosts("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+])(:[0-9]{1,5})?");

    /** What libpq calls otherwise than the driver does. */
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding");

    private static Pattern hosts(String host) {
        return Pattern.compile(host + "(," + host + ")*");
    }

    /** The URL taken apart, or nothing when it has another shape. */
    static Optional<PostgresUrl> parse(String url) {
        if (!SCHEME.matcher(url).matches()) {
            return Optional.empty();
        }
        String rest = url.substring(url.indexOf("//") + 2);
        int query = rest.indexOf('?');
        String front = query < 0 ? rest : rest.substring(0, query);
        int credentialsEnd = front.lastIndexOf('@');
        String[] credentials = credentialsEnd < 0
                ? new String[0]
                : front.substring(0, credentialsEnd).split(":", 2);
        String target = front.substring(credentialsEnd + 1);
        int slash = target.indexOf('/');
        String hosts = slash < 0 ? target : target.substring(0, slash);
        if (!HOSTS.matcher(hosts).matches()) {
            return Optional.empty();
        }
        Map<String, String> parameters = parameters(query < 0 ? "" : rest.substring(query + 1));
        Optional<String> user = Optional.ofNullable(parameters.remove("user"));
        Optional<String> password = Optional.ofNullable(parameters.remove("password"));
        String database = slash < 0 ? "" : target.substring(slash + 1);
        return Optional.of(new PostgresUrl(
                "jdbc:postgresql://" + hosts + "/" + database + written(parameters),
                "PostgreSQL at " + hosts + (database.isEmpty() ? "" : ", database " + decoded(database)),
                user.map(PostgresUrl::decoded).or(() -> part(credentials, 0)),
                password.map(PostgresUrl::decoded)
                        .or(() -> part(credentials, 1))
                        .map(Secret::of)));
    }

    private static Optional<String> part(String[] credentials, int index) {
        boolean there = credentials.length > index && !credentials[index].isEmpty();
        return there ? Optional.of(decoded(credentials[index])) : Optional.empty();
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                String name = parameter.substring(0, equals);
                parameters.put(DRIVER_NAMES.getOrDefault(name, name), parameter.substring(equals + 1));
            }
        }
        return parameters;
    }

    private static String written(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** Percent signs that encode nothing stay as they are. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
