package io.fullcircle.connector.source.snowflake.standin;

import io.fullcircle.connector.source.snowflake.standin.Outcome.Kind;
import io.fullcircle.connector.source.snowflake.standin.Surroundings.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Carries a statement out, whatever it is. Any thread; each call has a connection to itself. */
final class Interpreter {
    private static final Pattern CANCEL =
            Pattern.compile("system\\$cancel_query\\s*\\(\\s*'([^']+)'", Pattern.CASE_INSENSITIVE);
    private final StandInOptions options;
    private final Engine engine;
    private final Catalogue catalogue;
    private final Results results;
    private final MovedClock clock;

    Interpreter(StandInOptions options, Engine engine, Catalogue catalogue, Results results, MovedClock clock) {
        this.options = options;
        this.engine = engine;
        this.catalogue = catalogue;
        this.results = results;
        this.clock = clock;
    }

    /** The id of the query that this statement cancels; null for all other statements. */
    static String cancels(String text) {
        var found = CANCEL.matcher(text);
        return found.find() ? found.group(1) : null;
    }

    /** Null when the statement has no words at all. */
    static List<Token> read(String text) throws SqlFailure {
        var tokens = Token.read(text);
        while (!tokens.isEmpty() && tokens.get(tokens.size() - 1).is(";")) tokens.remove(tokens.size() - 1);
        if (tokens.isEmpty()) throw new SqlFailure(900, "42601", "SQL compilation error:\nEmpty SQL statement.");
        long more = tokens.stream().filter(token -> token.is(";")).count();
        if (more == 0) return tokens;
        throw new SqlFailure(
                8, "0A000", "Actual statement count " + (more + 1) + " did not match the desired statement count 1.");
    }

    Outcome run(Execution execution, Connection connection) throws SqlFailure, SQLException {
        var in = read(execution.text);
        var session = execution.session;
        var kind = kind(in);
        engine.enter(connection, session);
        if (!execution.isDescribed) checkWarehouse(in, kind, session);
        var binds = execution.isDescribed && !execution.bindings.has("1") ? null : Binds.rows(execution.bindings);
        var around = surroundings(session, binds == null ? null : binds.get(0));
        if (execution.isDescribed) return describe(in, kind, around, connection);
        return switch (kind) {
            case SELECT ->
                new Outcome.Rows(
                        kind.id,
                        reading(
                                around,
                                read -> results.run(
                                        execution.queryId,
                                        new Expressions(select(in), read).all(),
                                        connection,
                                        execution.parameters,
                                        execution::runs)));
            case INSERT, UPDATE, DELETE, MERGE -> {
                long rows = 0;
                for (var row : binds) rows += new Changes(in, surroundings(session, row), connection).run();
                yield Changes.outcome(kind, rows);
            }
            case ALTER_SESSION -> SessionCommands.alter(in, session);
            case USE -> SessionCommands.use(in, session, engine);
            case SHOW -> new Show(engine, catalogue, session).run(in);
            case DESCRIBE -> new Show(engine, catalogue, session).describe(in);
            case TRANSACTION -> {
                transaction(in, connection);
                yield Outcome.status(kind, "Statement executed successfully.");
            }
            case DEFINITION -> new Definitions(in, around, engine, catalogue, connection).run();
        };
    }

    private Outcome describe(List<Token> in, Kind kind, Surroundings around, Connection connection)
            throws SqlFailure, SQLException {
        if (kind != Kind.SELECT) return new Outcome.Described(kind.id, List.of(WireColumn.text("status")));
        var columns = reading(around, read -> {
            try (var prepared = connection.prepareStatement(new Expressions(select(in), read).all())) {
                return Results.describe(prepared);
            }
        });
        return new Outcome.Described(
                kind.id, columns.stream().map(StoredColumn::wire).toList());
    }

    /** A query's translation and run in one way of reading timestamps. */
    private interface Attempt<T> {
        T run(Surroundings around) throws SqlFailure, SQLException;
    }

    private static <T> T reading(Surroundings around, Attempt<T> attempt) throws SqlFailure, SQLException {
        try {
            return attempt.run(around);
        } catch (SQLException e) {
            var other = other(String.valueOf(e.getMessage()));
            if (other == Reading.PLAIN) throw e;
            return attempt.run(around.read(other));
        }
    }

    private static Reading other(String complaint) {
        if (complaint.contains("Cannot compare values of type TIMESTAMP")) return Reading.WALL_CLOCK;
        if (complaint.contains("Timestamp(US) to Timestamp(NS)")) return Reading.WIDE;
        return complaint.contains("tz_utc") ? Reading.OPENED : Reading.PLAIN;
    }

    private Surroundings surroundings(Session session, List<String> binds) {
        return new Surroundings(
                options.account(), session, clock.now(), binds, session.temporary(), results, Reading.PLAIN);
    }

    /** CALL of a system function is a SELECT of it. */
    private static List<Token> select(List<Token> in) throws SqlFailure {
        if (!in.get(0).is("CALL")) return in;
        var tokens = Token.read("SELECT");
        tokens.addAll(in.subList(1, in.size()));
        return tokens;
    }

    private static Kind kind(List<Token> in) throws SqlFailure {
        var word = in.get(0).text().toUpperCase();
        var second = in.size() > 1 ? in.get(1).text().toUpperCase() : "";
        return switch (word) {
            case "SELECT", "WITH", "(", "VALUES", "CALL" -> Kind.SELECT;
            case "INSERT" -> Kind.INSERT;
            case "UPDATE" -> Kind.UPDATE;
            case "DELETE" -> Kind.DELETE;
            case "MERGE" -> Kind.MERGE;
            case "USE" -> Kind.USE;
            case "SHOW" -> Kind.SHOW;
            case "DESC", "DESCRIBE" -> Kind.DESCRIBE;
            case "BEGIN", "START", "COMMIT", "ROLLBACK" -> Kind.TRANSACTION;
            case "ALTER" -> second.equals("SESSION") ? Kind.ALTER_SESSION : Kind.DEFINITION;
            case "CREATE", "DROP", "TRUNCATE", "GRANT", "REVOKE", "COMMENT" -> Kind.DEFINITION;
            case "EXPLAIN", "COPY", "PUT", "GET", "LIST", "EXECUTE", "SET", "UNDROP" ->
                throw new SqlFailure(2, "0A000", "Unsupported feature '" + word + "' of the stand-in.");
            default -> throw SqlFailure.syntax(in.get(0).text());
        };
    }

    /** What reads or writes rows of tables needs a warehouse; constants, the catalogue and definitions do not. */
    private static void checkWarehouse(List<Token> in, Kind kind, Session session) throws SqlFailure {
        boolean readsRows = in.stream().anyMatch(token -> token.is("FROM"));
        boolean needsOne = switch (kind) {
            case SELECT -> readsRows;
            case INSERT, UPDATE, DELETE, MERGE -> true;
            case DEFINITION -> readsRows;
            case ALTER_SESSION, USE, SHOW, DESCRIBE, TRANSACTION -> false;
        };
        if (!needsOne) return;
        if (session.warehouse() == null) throw SqlFailure.noWarehouse();
        if (session.user().trialEnded()) throw SqlFailure.trialEnded();
    }

    private static void transaction(List<Token> in, Connection connection) throws SQLException {
        boolean begins = Set.of("BEGIN", "START").contains(in.get(0).text().toUpperCase());
        boolean isOpen = !connection.getAutoCommit();
        if (begins) {
            connection.setAutoCommit(false);
            return;
        }
        if (!isOpen) return;
        if (in.get(0).is("COMMIT")) {
            connection.commit();
        } else {
            connection.rollback();
        }
        connection.setAutoCommit(true);
    }
}
