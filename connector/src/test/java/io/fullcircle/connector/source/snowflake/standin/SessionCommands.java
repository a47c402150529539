package io.fullcircle.connector.source.snowflake.standin;

import java.util.List;

/** USE and ALTER SESSION. */
final class SessionCommands {
    private SessionCommands() {}

    static Outcome use(List<Token> in, Session session, Engine engine) throws SqlFailure {
        var what = in.get(1).name();
        switch (what) {
            case "WAREHOUSE" -> {
                var name = in.get(2).name();
                boolean isUsable = session.user().warehouse() != null && engine.hasWarehouse(name);
                if (!isUsable) throw SqlFailure.missingOrForbidden();
                session.useWarehouse(name);
            }
            case "ROLE" -> {
                var name = in.get(2).name();
                if (!session.user().roles().contains(name)) throw SqlFailure.missingOrForbidden();
                session.useRole(name);
            }
            case "SECONDARY" -> {}
            case "DATABASE" -> database(in.get(2).name(), session, engine);
            default -> place(in, what.equals("SCHEMA") ? 2 : 1, what.equals("SCHEMA"), session, engine);
        }
        return Outcome.status(Outcome.Kind.USE, "Statement executed successfully.");
    }

    static Outcome alter(List<Token> in, Session session) throws SqlFailure {
        boolean isSet = in.get(2).is("SET");
        for (int i = 3; i < in.size(); i++) {
            if (!in.get(i).isName()) continue;
            if (!isSet) {
                session.parameters().unset(in.get(i).name());
                continue;
            }
            if (i + 2 >= in.size() || !in.get(i + 1).is("="))
                throw SqlFailure.syntax(in.get(i).text());
            session.parameters().set(in.get(i).name(), in.get(i + 2).text());
            i += 2;
        }
        return Outcome.status(Outcome.Kind.ALTER_SESSION, "Statement executed successfully.");
    }

    private static void place(List<Token> in, int start, boolean isSchema, Session session, Engine engine)
            throws SqlFailure {
        var name = QualifiedName.read(in, start, session);
        if (!name.isQualified() && !isSchema) {
            database(name.name(), session, engine);
            return;
        }
        var database = name.isQualified() ? name.schema() : name.database();
        if (database == null || !engine.hasSchema(database, name.name())) throw SqlFailure.missingOrForbidden();
        session.use(database, name.name());
    }

    private static void database(String name, Session session, Engine engine) throws SqlFailure {
        if (!engine.databases().contains(name)) throw SqlFailure.missingOrForbidden();
        session.use(name, engine.hasSchema(name, "PUBLIC") ? "PUBLIC" : null);
    }
}
