package io.fullcircle.connector.source.snowflake.standin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** CREATE, DROP and ALTER. One per statement. */
final class Definitions {
    private static final Set<String> MODIFIERS =
            Set.of("OR", "REPLACE", "TRANSIENT", "TEMPORARY", "TEMP", "VOLATILE", "LOCAL", "GLOBAL", "SECURE");
    private final List<Token> in;
    private final Surroundings around;
    private final Engine engine;
    private final Catalogue catalogue;
    private final Connection connection;

    Definitions(List<Token> in, Surroundings around, Engine engine, Catalogue catalogue, Connection connection) {
        this.in = in;
        this.around = around;
        this.engine = engine;
        this.catalogue = catalogue;
        this.connection = connection;
    }

    Outcome run() throws SqlFailure, SQLException {
        return switch (in.get(0).name()) {
            case "CREATE" -> create();
            case "DROP" -> drop();
            case "ALTER" -> alter();
            case "TRUNCATE" -> {
                int i = at(1).equals("TABLE") ? 2 : 1;
                Engine.run(connection, "DELETE FROM " + new Expressions(in, around).run(i, in.size()));
                yield done("Statement executed successfully.");
            }
            // Rights are not checked here; comments are not kept.
            default -> done("Statement executed successfully.");
        };
    }

    private Outcome create() throws SqlFailure, SQLException {
        var modifiers = new ArrayList<String>();
        int i = 1;
        while (MODIFIERS.contains(at(i))) modifiers.add(at(i++));
        var what = at(i++);
        boolean isLenient = at(i).equals("IF");
        if (isLenient) i += 3;
        return switch (what) {
            case "TABLE" -> new TableDefinition(in, around, connection, catalogue).create(modifiers, isLenient, i);
            case "VIEW" -> {
                var name = name(i, "CREATE VIEW");
                int as = name.end();
                while (as < in.size() && !in.get(as).is("AS")) as++;
                var head = modifiers.contains("REPLACE") ? "CREATE OR REPLACE VIEW " : "CREATE VIEW ";
                Engine.run(connection, head + name.sql() + " " + new Expressions(in, around).run(as, in.size()));
                yield done("View " + name.shown() + " successfully created.");
            }
            case "SCHEMA" -> {
                Engine.run(connection, "CREATE SCHEMA " + (isLenient ? "IF NOT EXISTS " : "") + schema(i));
                yield done("Schema " + Names.shown(in.get(in.size() - 1).name()) + " successfully created.");
            }
            case "DATABASE" -> {
                var name = in.get(i).name();
                boolean exists = engine.databases().contains(name);
                if (exists && !isLenient) {
                    throw new SqlFailure(
                            2002,
                            "42710",
                            "SQL compilation error:\nObject '" + Names.shown(name) + "' already exists.");
                }
                if (!exists) engine.createDatabase(name);
                around.session().use(name, "PUBLIC");
                yield done("Database " + Names.shown(name) + " successfully created.");
            }
            case "WAREHOUSE" -> {
                engine.warehouses().add(in.get(i).name());
                yield done("Warehouse " + in.get(i).name() + " successfully created.");
            }
            default -> throw unsupported("CREATE " + what);
        };
    }

    private Outcome drop() throws SqlFailure, SQLException {
        var what = at(1);
        boolean isLenient = at(2).equals("IF");
        int i = isLenient ? 4 : 2;
        switch (what) {
            case "TABLE", "VIEW" -> {
                var name = name(i, "DROP " + what);
                var target = new Expressions(in, around).run(i, name.end());
                Engine.run(connection, "DROP " + what + " " + (isLenient ? "IF EXISTS " : "") + target);
                catalogue.dropped(name);
                around.session().temporary().remove(name.name());
                return done(name.shown() + " successfully dropped.");
            }
            case "SCHEMA" ->
                Engine.run(connection, "DROP SCHEMA " + (isLenient ? "IF EXISTS " : "") + schema(i) + " CASCADE");
            case "DATABASE" -> {
                var name = in.get(i).name();
                boolean exists = engine.databases().contains(name);
                if (!exists && !isLenient) throw SqlFailure.noObject(Names.shown(name));
                if (exists) engine.dropDatabase(name);
            }
            case "WAREHOUSE" -> engine.warehouses().remove(in.get(i).name());
            default -> throw unsupported("DROP " + what);
        }
        return done(Names.shown(in.get(in.size() - 1).name()) + " successfully dropped.");
    }

    private Outcome alter() throws SqlFailure, SQLException {
        if (!at(1).equals("TABLE")) return done("Statement executed successfully.");
        var name = name(2, "ALTER TABLE");
        int i = name.end();
        if (at(i).equals("SET") || at(i).equals("UNSET")) return done("Statement executed successfully.");
        var head = "ALTER TABLE " + name.sql() + " ";
        if (!at(i).equals("ADD")) {
            Engine.run(connection, head + new Expressions(in, around).run(i, in.size()));
            return done("Statement executed successfully.");
        }
        int column = at(i + 1).equals("COLUMN") ? i + 2 : i + 1;
        var type = TypeName.read(in, column + 1, in.size());
        Engine.run(
                connection, head + "ADD COLUMN " + Names.quoted(in.get(column).name()) + " " + type.duck());
        return done("Statement executed successfully.");
    }

    private QualifiedName name(int i, String doing) throws SqlFailure {
        var name = QualifiedName.read(in, i, around.session());
        if (name.database() == null || name.schema() == null) throw SqlFailure.noCurrentDatabase(doing);
        return name;
    }

    private String schema(int i) throws SqlFailure {
        var name = QualifiedName.read(in, i, around.session());
        var database = name.isQualified() ? name.schema() : name.database();
        if (database == null) throw SqlFailure.noCurrentDatabase("CREATE SCHEMA");
        return Names.quoted(database) + "." + Names.quoted(name.name());
    }

    private String at(int i) {
        return i < in.size() ? in.get(i).name() : "";
    }

    private static Outcome done(String message) {
        return Outcome.status(Outcome.Kind.DEFINITION, message);
    }

    private static SqlFailure unsupported(String what) {
        return new SqlFailure(2, "0A000", "Unsupported feature '" + what + "'.");
    }
}
