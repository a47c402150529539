package io.fullcircle.connector.source.snowflake.standin;

import java.util.regex.Pattern;

/**
 * Identifiers, pure. Snowflake folds unquoted names to upper case and tells quoted names of other case apart; DuckDB
 * keeps the case and ignores it. So a quoted name with lower-case letters gets a mark behind it that spells its case,
 * which makes it another name to DuckDB, too. A name that has lower-case letters and no mark was never quoted.
 */
final class Names {
    private static final char MARK = '\uE000';
    private static final Pattern MARKED = Pattern.compile(MARK + "[0-9a-f]+" + MARK);
    private static final Pattern COUNT_STAR = Pattern.compile("count_star\\(\\)");

    private Names() {}

    /** The name that DuckDB stores for a quoted name. */
    static String marked(String quoted) {
        if (quoted.equals(quoted.toUpperCase())) return quoted;
        var letters = new StringBuilder();
        int bits = 1;
        for (int i = 0; i < quoted.length(); i++) {
            bits = bits << 1 | (Character.isLowerCase(quoted.charAt(i)) ? 1 : 0);
            if (i % 24 == 23) {
                letters.append(Integer.toHexString(bits));
                bits = 1;
            }
        }
        return quoted + MARK + letters + Integer.toHexString(bits) + MARK;
    }

    /** The name that Snowflake shows for a name that DuckDB has stored or made up. */
    static String shown(String stored) {
        if (stored.indexOf(MARK) >= 0 && stored.indexOf('(') < 0) return unmark(stored);
        return COUNT_STAR.matcher(unmark(stored)).replaceAll("COUNT(*)").toUpperCase();
    }

    static String unmark(String text) {
        return MARKED.matcher(text).replaceAll("");
    }

    static String quoted(String stored) {
        return '"' + stored.replace("\"", "\"\"") + '"';
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** The same as {@link #shown}, in DuckDB's SQL, for stored names. */
    static String shownSql(String expression) {
        return "case when contains(%1$s, chr(57344)) then regexp_replace(%1$s, '\\x{E000}.*$', '') else upper(%1$s) end"
                .formatted(expression);
    }
}
