package io.fullcircle.connector.source.snowflake.standin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** CREATE TABLE: declared columns, AS SELECT, LIKE and CLONE; transient and temporary ones. One per statement. */
final class TableDefinition {
    private static final Set<String> CONSTRAINTS = Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN");
    private static final Set<String> ATTRIBUTES =
            Set.of("NOT", "NULL", "DEFAULT", "PRIMARY", "UNIQUE", "COMMENT", "AUTOINCREMENT", "IDENTITY", "COLLATE");
    private final List<Token> in;
    private final Surroundings around;
    private final Connection connection;
    private final Catalogue catalogue;
    private final List<String> primaryKey = new ArrayList<>();

    TableDefinition(List<Token> in, Surroundings around, Connection connection, Catalogue catalogue) {
        this.in = in;
        this.around = around;
        this.connection = connection;
        this.catalogue = catalogue;
    }

    Outcome create(List<String> modifiers, boolean isLenient, int start) throws SqlFailure, SQLException {
        var name = QualifiedName.read(in, start, around.session());
        boolean isTemporary = modifiers.stream().anyMatch(Set.of("TEMPORARY", "TEMP", "VOLATILE")::contains);
        if (name.database() == null || name.schema() == null) throw SqlFailure.noCurrentDatabase("CREATE TABLE");
        int i = name.end();
        var columns = "";
        if (i < in.size() && in.get(i).is("(")) {
            int close = closing(i);
            columns = columns(i + 1, close);
            i = close + 1;
        }
        var head = "CREATE " + (modifiers.contains("REPLACE") ? "OR REPLACE " : "") + (isTemporary ? "TEMP " : "")
                + "TABLE " + (isLenient ? "IF NOT EXISTS " : "")
                + (isTemporary ? Names.quoted(name.name()) : name.sql());
        Engine.run(connection, head + " " + columns + source(i));
        if (isTemporary) {
            around.session().temporary().add(name.name());
        } else {
            catalogue.created(name, primaryKey, modifiers.contains("TRANSIENT"));
        }
        return Outcome.status(Outcome.Kind.DEFINITION, "Table " + name.shown() + " successfully created.");
    }

    /** What follows the columns: the query of AS, or the table of LIKE and CLONE; options are passed over. */
    private String source(int start) throws SqlFailure {
        for (int i = start; i < in.size(); i++) {
            var token = in.get(i);
            if (token.is("AS")) return "AS " + new Expressions(in, around).run(i + 1, in.size());
            boolean isCopy = token.is("LIKE") || token.is("CLONE");
            if (isCopy) {
                var other = new Expressions(in, around).run(i + 1, in.size());
                return "AS SELECT * FROM " + other + (token.is("LIKE") ? " LIMIT 0" : "");
            }
        }
        return "";
    }

    private String columns(int from, int to) throws SqlFailure {
        var definitions = new ArrayList<String>();
        int start = from;
        int depth = 0;
        for (int i = from; i <= to; i++) {
            if (i < to && in.get(i).is("(")) depth++;
            if (i < to && in.get(i).is(")")) depth--;
            boolean isEnd = i == to || depth == 0 && in.get(i).is(",");
            if (!isEnd) continue;
            if (in.get(start).kind() == Token.Kind.WORD
                    && CONSTRAINTS.contains(in.get(start).name())) {
                constraint(start, i);
            } else {
                definitions.add(column(start, i));
            }
            start = i + 1;
        }
        return "(" + String.join(", ", definitions) + ") ";
    }

    private void constraint(int from, int to) {
        for (int i = from; i + 1 < to; i++) {
            if (!in.get(i).is("PRIMARY")) continue;
            for (int k = i + 2; k < to; k++) {
                if (in.get(k).isName()) primaryKey.add(in.get(k).name());
            }
            return;
        }
    }

    private String column(int from, int to) throws SqlFailure {
        var name = in.get(from).name();
        if (from + 1 == to) return Names.quoted(name);
        var type = TypeName.read(in, from + 1, to);
        var definition = Names.quoted(name) + " " + type.duck();
        int i = type.end();
        while (i < to) {
            var attribute = in.get(i).name();
            int end = attribute.equals("DEFAULT") ? i + 2 : i + 1;
            while (end < to
                    && !(in.get(end).kind() == Token.Kind.WORD
                            && ATTRIBUTES.contains(in.get(end).name()))) end++;
            if (attribute.equals("NOT")) {
                definition += " NOT NULL";
                end = i + 2;
            } else if (attribute.equals("DEFAULT")) {
                definition += " DEFAULT " + new Expressions(in, around).run(i + 1, end);
            } else if (attribute.equals("PRIMARY")) {
                primaryKey.add(name);
            }
            i = end;
        }
        return definition;
    }

    private int closing(int open) throws SqlFailure {
        int depth = 0;
        for (int i = open; i < in.size(); i++) {
            if (in.get(i).is("(")) depth++;
            if (in.get(i).is(")") && --depth == 0) return i;
        }
        throw SqlFailure.syntax("<EOF>");
    }
}
