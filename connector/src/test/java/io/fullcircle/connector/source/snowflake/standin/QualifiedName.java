package io.fullcircle.connector.source.snowflake.standin;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a table or view, as stored.
 *
 * @param database null when neither the statement nor the session has one
 * @param isQualified whether the statement itself names a database or schema
 * @param end the index of the token behind the name
 */
record QualifiedName(String database, String schema, String name, boolean isQualified, int end) {

    static QualifiedName read(List<Token> tokens, int i, Session session) throws SqlFailure {
        var parts = new ArrayList<String>();
        int next = i;
        while (next < tokens.size() && tokens.get(next).isName()) {
            parts.add(tokens.get(next).name());
            next++;
            if (next >= tokens.size() || !tokens.get(next).is(".")) break;
            next++;
        }
        if (parts.isEmpty())
            throw SqlFailure.syntax(i < tokens.size() ? tokens.get(i).text() : "<EOF>");
        int size = parts.size();
        var schema = size > 1 ? parts.get(size - 2) : session.schema();
        var database = size > 2 ? parts.get(size - 3) : session.database();
        return new QualifiedName(database, schema, parts.get(size - 1), size > 1, next);
    }

    String sql() {
        return Names.quoted(database) + "." + Names.quoted(schema) + "." + Names.quoted(name);
    }

    String shown() {
        return Names.shown(name);
    }
}
