package io.fullcircle.connector.source.snowflake.standin;

import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Opens, renews, keeps alive and ends sessions: what the driver asks under {@code /session}. Any thread. */
final class Login {
    static final String SERVER_VERSION = "9.36.0";
    private final StandInOptions options;
    private final Engine engine;
    private final Sessions sessions;

    Login(StandInOptions options, Engine engine, Sessions sessions) {
        this.options = options;
        this.engine = engine;
        this.sessions = sessions;
    }

    Reply login(Request request) throws SessionFailure {
        var data = request.body().path("data");
        var account = data.path("ACCOUNT_NAME").asString("");
        var bare = account.contains(".") ? account.substring(0, account.indexOf('.')) : account;
        if (!bare.equalsIgnoreCase(options.account())) {
            // Seen in public reports: an account that does not exist is answered by a page, not by the service.
            return Reply.html(404, "<html><title>Snowflake</title><p>Oops! Page not found</p></html>");
        }
        var user = user(data, request.query().getOrDefault("requestId", ""));
        var session = sessions.open(user);
        try {
            enter(session, request.query(), data.path("SESSION_PARAMETERS"));
        } catch (SessionFailure e) {
            sessions.close(session);
            throw e;
        }
        return Reply.success(reply -> describe(reply, session));
    }

    Reply renew(Request request) throws SessionFailure {
        var session = sessions.renew(
                request.token(), request.body().path("oldSessionToken").asString(""));
        return Reply.success(reply -> reply.put("sessionToken", session.token)
                .put("masterToken", session.masterToken)
                .put("validityInSecondsST", options.lifetimes().session().toSeconds())
                .put("validityInSecondsMT", options.lifetimes().master().toSeconds())
                .put("sessionId", session.id()));
    }

    Reply heartbeat(Request request) throws SessionFailure {
        sessions.heartbeat(request.token());
        return Reply.success(reply -> {});
    }

    Reply logout(Request request) throws SessionFailure {
        if (request.query().containsKey("delete")) sessions.close(sessions.authorize(request.token()));
        return Reply.success(reply -> {});
    }

    private User user(JsonNode data, String requestId) throws SessionFailure {
        var name = data.path("LOGIN_NAME").asString("");
        var token = data.path("TOKEN").asString("");
        switch (data.path("AUTHENTICATOR").asString("").toUpperCase()) {
            case "SNOWFLAKE_JWT" -> {
                var user = find(one -> one.name().equalsIgnoreCase(name));
                if (user != null && Jwt.isValid(token, options.account(), user, Instant.now())) return user;
                throw SessionFailure.badJwt(requestId);
            }
            case "PROGRAMMATIC_ACCESS_TOKEN" -> {
                var user = find(one -> one.accessTokens().contains(token));
                if (user != null && (name.isEmpty() || user.name().equalsIgnoreCase(name))) return user;
                throw SessionFailure.badAccessToken();
            }
            case "OAUTH" -> {
                var user = find(one -> one.oauthTokens().contains(token));
                if (user != null) return user;
                throw SessionFailure.badOAuthToken(requestId);
            }
            default -> {
                var password = data.path("PASSWORD").asString("");
                // A programmatic access token is accepted where a password is.
                var user = find(one -> one.name().equalsIgnoreCase(name)
                        && (password.equals(one.password())
                                || one.accessTokens().contains(password)));
                if (user != null) return user;
                throw SessionFailure.badLogin();
            }
        }
    }

    private User find(Predicate<User> test) {
        return options.users().stream().filter(test).findFirst().orElse(null);
    }

    private void enter(Session session, Map<String, String> wanted, JsonNode parameters) throws SessionFailure {
        parameters
                .properties()
                .forEach(entry -> session.parameters()
                        .set(entry.getKey(), entry.getValue().asString("")));
        boolean isStrict = Boolean.parseBoolean(session.parameter("CLIENT_VALIDATE_DEFAULT_PARAMETERS"));
        var role = folded(wanted.getOrDefault("roleName", "PUBLIC"));
        if (!session.user().roles().contains(role)) throw SessionFailure.unknownRole(role);
        session.useRole(role);
        var own = session.user().warehouse();
        var warehouse = wanted.containsKey("warehouse") ? folded(wanted.get("warehouse")) : own;
        boolean hasWarehouse = own != null && warehouse != null && engine.hasWarehouse(warehouse);
        if (!hasWarehouse && isStrict && wanted.containsKey("warehouse")) {
            throw SessionFailure.unknownDefault("warehouse");
        }
        session.useWarehouse(hasWarehouse ? warehouse : null);
        if (!wanted.containsKey("databaseName")) return;
        var database = folded(wanted.get("databaseName"));
        var schema = folded(wanted.getOrDefault("schemaName", "PUBLIC"));
        if (!engine.databases().contains(database)) {
            if (isStrict) throw SessionFailure.unknownDefault("database");
            return;
        }
        boolean hasSchema = engine.hasSchema(database, schema);
        if (!hasSchema && isStrict) throw SessionFailure.unknownDefault("schema");
        session.use(database, hasSchema ? schema : null);
    }

    /** Connection properties fold as identifiers do. */
    private static String folded(String name) {
        boolean isQuoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return isQuoted ? Names.marked(name.substring(1, name.length() - 1)) : name.toUpperCase();
    }

    private void describe(ObjectNode data, Session session) {
        data.put("token", session.token)
                .put("masterToken", session.masterToken)
                .put("validityInSeconds", options.lifetimes().session().toSeconds())
                .put("masterValidityInSeconds", options.lifetimes().master().toSeconds())
                .put("displayUserName", session.user().name())
                .put("serverVersion", SERVER_VERSION)
                .put("firstLogin", false)
                .put("healthCheckInterval", 45)
                .put("sessionId", session.id());
        data.putNull("newClientForUpgrade");
        data.putNull("idToken");
        data.putNull("mfaToken");
        session.parameters().describe(data.putArray("parameters"));
        data.putObject("sessionInfo")
                .put("databaseName", unmarked(session.database()))
                .put("schemaName", unmarked(session.schema()))
                .put("warehouseName", session.warehouse())
                .put("roleName", session.role());
    }

    private static String unmarked(String stored) {
        return stored == null ? null : Names.unmark(stored);
    }
}
