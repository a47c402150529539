package io.fullcircle.connector.source.snowflake.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Properties;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running stand-in of Snowflake on the loopback address. What it holds goes when it is closed. Any thread.
 */
public final class StandIn implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private final StandInOptions options;
    private final Path work;
    private final MovedClock clock = new MovedClock();
    private final Faults faults = new Faults();
    private final Engine engine;
    private final Sessions sessions;
    private final Chunks chunks;
    private final Statements statements;
    private final Interpreter interpreter;
    private final Http http;

    private StandIn(StandInOptions options) throws IOException {
        this.options = options;
        work = Files.createTempDirectory("stand-in");
        engine = new Engine(work, options.file());
        var results = new Results(engine, clock, work, options.sizes());
        sessions = new Sessions(engine, clock, faults, options.lifetimes());
        chunks = new Chunks(results, faults, clock, options);
        interpreter = new Interpreter(options, engine, new Catalogue(), results, clock);
        var answers = new Answers(chunks, faults);
        statements = new Statements(
                interpreter,
                sessions,
                answers,
                faults,
                engine,
                options.lifetimes().poll());
        http = new Http(options.port());
    }

    /** Starts one; its init scripts have run when this returns. */
    public static StandIn start(StandInOptions options) {
        checkFlag();
        try {
            var standIn = new StandIn(options);
            try {
                options.init().forEach(standIn::load);
                standIn.route();
                return standIn;
            } catch (RuntimeException e) {
                standIn.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a script in Snowflake's SQL, as a user with all rights, in {@code DEMO.PUBLIC} and UTC; nothing is logged. */
    public void load(String script) {
        var session = new Session(0, User.named("SETUP"), engine.connect());
        session.useRole("PUBLIC");
        session.useWarehouse(StandInOptions.WAREHOUSE);
        session.use(StandInOptions.DATABASE, "PUBLIC");
        session.parameters().set("TIMEZONE", "UTC");
        try {
            for (var statement : Token.statements(script)) {
                var body = JSON.createObjectNode().put("sqlText", statement);
                interpreter.run(new Execution("", session, body), session.connection());
            }
        } catch (SqlFailure | SQLException e) {
            throw new IllegalArgumentException("The script fails: " + Names.unmark(e.getMessage()), e);
        } finally {
            session.close();
        }
    }

    public int port() {
        return http.port();
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String address() {
        return "http://127.0.0.1:" + port();
    }

    /** The driver's URL; the account is a property, since the address holds none. */
    public String jdbcUrl() {
        return "jdbc:snowflake://127.0.0.1:" + port() + "/";
    }

    /** What a connection to this server needs besides the login: plain HTTP, the account, the database. */
    public Properties properties(String user) {
        var properties = new Properties();
        properties.put("user", user);
        properties.put("account", options.account());
        properties.put("ssl", "off");
        properties.put("db", StandInOptions.DATABASE);
        properties.put("schema", "PUBLIC");
        properties.put("disablePlatformDetection", "true");
        return properties;
    }

    public Faults faults() {
        return faults;
    }

    public MovedClock clock() {
        return clock;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Chunks chunks() {
        return chunks;
    }

    public Statements statements() {
        return statements;
    }

    @Override
    public void close() {
        http.close();
        statements.close();
        sessions.closeAll();
        engine.close();
        try (var files = Files.walk(work)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Arrow needs it here as in the driver; without it the first result would fail, not the start. */
    private static void checkFlag() {
        if (ByteBuffer.class.getModule().isOpen("java.nio", StandIn.class.getModule())) return;
        throw new IllegalStateException("Start Java with --add-opens=java.base/java.nio=ALL-UNNAMED");
    }

    private void route() {
        var login = new Login(options, engine, sessions);
        http.route("/session/v1/login-request", login::login);
        http.route("/session/token-request", login::renew);
        http.route("/session/heartbeat", login::heartbeat);
        http.route("/session", login::logout);
        http.route("/queries/v1/query-request", statements::query);
        http.route("/queries/v1/abort-request", statements::abort);
        http.route("/queries/", statements::result);
        http.route("/monitoring/queries/", statements::monitor);
        http.route("/telemetry/send", request -> Reply.success(data -> {}));
        http.route("/chunks/", chunks::serve);
        http.route("/admin/", new Admin(this)::answer);
        http.start();
    }
}
