package io.fullcircle.connector.source.sql;

import io.fullcircle.connector.base.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a database writes names and texts. No name gets into a statement but through here.
 *
 * @param quote what stands before and after a quoted name; blank when the database has no quoted names
 * @param folding what becomes of names without quotes
 * @param features what its lexer knows beside standard SQL
 * @param reserved the words, in upper case, that are names in quotes only, where plain names are else written as they
 *     are; empty where every name is written in quotes
 */
public record Grammar(String quote, Folding folding, Set<SqlFeature> features, Optional<Set<String>> reserved) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\$[A-Za-z0-9_]+)*");

    public Grammar {
        features = Set.copyOf(features);
        reserved = reserved.map(Set::copyOf);
    }

    public Grammar(String quote, Folding folding, Set<SqlFeature> features) {
        this(quote, folding, features, Optional.empty());
    }

    boolean has(SqlFeature feature) {
        return features.contains(feature);
    }

    /** Whether the name may stand in SQL without quotes, were it not a reserved word. */
    public static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches();
    }

    /** A name as someone wrote it without quotes: it finds what it finds in SQL, and may be a reserved word. */
    public String name(String written) {
        if (!isPlain(written)) {
            return exact(written);
        }
        boolean bare = reserved.isPresent() && !isReserved(written);
        return bare || folding == Folding.UNKNOWN || quote.isBlank() ? written : exact(folding.fold(written));
    }

    private boolean isReserved(String name) {
        return reserved.isPresent() && reserved.get().contains(name.toUpperCase(Locale.ROOT));
    }

    /** How a name that the database has is written: without quotes where that means the same. */
    public String shortest(String name) {
        return isPlain(name) && folding.keeps(name) && !isReserved(name) ? name : exact(name);
    }

    /** A name as the database has it. */
    public String exact(String name) {
        if (quote.isBlank()) {
            if (isPlain(name)) {
                return name;
            }
            throw new ConfigurationException(
                    "the name \"" + name + "\" can't be written in this database's SQL",
                    "Give it a name of letters, digits and underscores.");
        }
        return quote + name.replace(quote, quote + quote) + quote;
    }

    /**
     * A table as it is written in SQL, such as {@code scores}, {@code sales.scores} or {@code "Sales"."my scores"},
     * quoted part by part. A text in single quotes is one part: DuckDB has files for tables.
     */
    public String table(String written) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (true) {
            at = part(written, at, parts);
            if (at == written.length()) {
                return String.join(".", parts);
            }
            if (written.charAt(at) != '.') {
                throw notATable(written);
            }
            at++;
        }
    }

    /** Adds the part that begins there, and answers where it ends. */
    private int part(String written, int from, List<String> parts) {
        char first = from < written.length() ? written.charAt(from) : '.';
        if (first == '"' || first == '\'' || quote.equals(String.valueOf(first))) {
            StringBuilder name = new StringBuilder();
            int at = from + 1;
            while (at < written.length()) {
                char c = written.charAt(at++);
                if (c != first) {
                    name.append(c);
                } else if (at < written.length() && written.charAt(at) == first) {
                    name.append(c);
                    at++;
                } else if (!name.isEmpty()) {
                    parts.add(exact(name.toString()));
                    return at;
                } else {
                    break;
                }
            }
            throw notATable(written);
        }
        int end = written.indexOf('.', from);
        end = end < 0 ? written.length() : end;
        String name = written.substring(from, end).strip();
        if (name.isEmpty()) {
            throw notATable(written);
        }
        parts.add(name(name));
        return end;
    }

    private static ConfigurationException notATable(String written) {
        return new ConfigurationException(
                "\"" + written + "\" is no name of a table",
                "Write an operator's name, or a table as in SQL: scores, sales.scores or \"my scores\".");
    }
}
