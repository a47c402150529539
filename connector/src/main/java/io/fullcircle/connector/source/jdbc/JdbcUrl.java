package io.fullcircle.connector.source.jdbc;

import io.fullcircle.connector.base.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be said of a URL that any driver defines, and that may hold a password in any place. */
final class JdbcUrl {
    private static final Pattern SCHEME = Pattern.compile("jdbc:[A-Za-z][A-Za-z0-9_+.-]*:");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)(?:password|passwd|pwd|passphrase|secret|token)=([^&;)]+)");
    private static final Pattern CREDENTIALS = Pattern.compile("[:/]([^:/@]+)@");

    private JdbcUrl() {}

    static boolean isOne(String url) {
        return SCHEME.matcher(url).lookingAt();
    }

    /** The part that names the place: nothing before the last at sign, nothing from the first parameter on. */
    static String place(String url) {
        Matcher scheme = SCHEME.matcher(url);
        String start = scheme.lookingAt() ? scheme.group() : "";
        int at = url.lastIndexOf('@');
        String rest = at < 0 ? url.substring(start.length()) : "…" + url.substring(at);
        String place = rest.split("[?;]", 2)[0];
        return PARAMETER.matcher(place).find() ? start + "…" : start + place;
    }

    /** The passwords in a URL, as far as one can tell. */
    static List<Secret> secrets(String url) {
        List<Secret> secrets = new ArrayList<>();
        for (Pattern pattern : List.of(PARAMETER, CREDENTIALS)) {
            Matcher matcher = pattern.matcher(url);
            while (matcher.find()) {
                secrets.add(Secret.of(matcher.group(1)));
            }
        }
        return secrets;
    }

    /** Whether a driver's property is one that is never printed. */
    static boolean isSecret(String property) {
        return property.toLowerCase(Locale.ROOT).matches(".*(password|passwd|pwd|passphrase|secret|token|key).*");
    }
}
