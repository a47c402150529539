package io.fullcircle.connector.source.snowflake.standin;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a SHOW looks at, names as stored; null for no limit.
 *
 * @param like the pattern of shown names, ignoring case
 */
record ShowScope(String database, String schema, String table, Pattern like) {

    boolean fits(String shownName) {
        return like == null || like.matcher(shownName).matches();
    }

    /** Reads {@code [LIKE '…'] [IN ACCOUNT | DATABASE x | [SCHEMA] x.y | TABLE x.y.z]}; without IN the session's place. */
    static ShowScope read(List<Token> in, int start, String what, Session session) throws SqlFailure {
        Pattern like = null;
        for (int i = start; i + 1 < in.size(); i++) {
            if (in.get(i).is("LIKE")) like = pattern(in.get(i + 1).text());
            if (in.get(i).is("IN")) return within(in, i + 1, session, like);
        }
        return new ShowScope(session.database(), what.equals("SCHEMAS") ? null : session.schema(), null, like);
    }

    private static ShowScope within(List<Token> in, int i, Session session, Pattern like) throws SqlFailure {
        var kind = in.get(i).kind() == Token.Kind.WORD ? in.get(i).name() : "";
        if (kind.equals("ACCOUNT")) return new ShowScope(null, null, null, like);
        boolean isKind = List.of("DATABASE", "SCHEMA", "TABLE", "VIEW").contains(kind);
        if (isKind && i + 1 >= in.size()) return new ShowScope(session.database(), session.schema(), null, like);
        var name = QualifiedName.read(in, isKind ? i + 1 : i, session);
        boolean isTable = kind.equals("TABLE") || kind.equals("VIEW");
        if (isTable) return new ShowScope(name.database(), name.schema(), name.name(), like);
        boolean isSchema = kind.equals("SCHEMA") || name.isQualified();
        if (!isSchema) return new ShowScope(name.name(), null, null, like);
        return new ShowScope(name.isQualified() ? name.schema() : name.database(), name.name(), null, like);
    }

    private static Pattern pattern(String like) {
        var regex = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            if (c == '\\' && i + 1 < like.length()) {
                regex.append(Pattern.quote(String.valueOf(like.charAt(++i))));
            } else if (c == '%') {
                regex.append(".*");
            } else {
                regex.append(c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
