package io.fullcircle.connector.source.snowflake.standin;

/** A request that is refused because of its login or session: a code and words, no SQL state. */
final class SessionFailure extends Exception {
    final int code;

    SessionFailure(int code, String message) {
        super(message);
        this.code = code;
    }

    static SessionFailure badLogin() {
        return new SessionFailure(390100, "Incorrect username or password was specified.");
    }

    static SessionFailure badJwt(String requestId) {
        return new SessionFailure(390144, "JWT token is invalid. [" + requestId + "]");
    }

    /** Code and words assumed. */
    static SessionFailure badAccessToken() {
        return new SessionFailure(394400, "Programmatic access token is invalid.");
    }

    static SessionFailure badOAuthToken(String requestId) {
        return new SessionFailure(390303, "Invalid OAuth access token. [" + requestId + "]");
    }

    static SessionFailure unknownRole(String role) {
        return new SessionFailure(
                390189,
                "Role '" + role + "' specified in the connect string does not exist or not authorized. Contact your"
                        + " local system administrator, or attempt to login with another role, e.g. PUBLIC.");
    }

    /** Only sent to clients that ask for it by CLIENT_VALIDATE_DEFAULT_PARAMETERS. */
    static SessionFailure unknownDefault(String what) {
        return new SessionFailure(390201, "The requested " + what + " does not exist or not authorized.");
    }

    static SessionFailure gone() {
        return new SessionFailure(390111, "Session no longer exists.  New login required to access the service.");
    }

    static SessionFailure expired() {
        return new SessionFailure(390112, "Your session has expired. Please login again.");
    }

    static SessionFailure masterExpired() {
        return new SessionFailure(390114, "Authentication token has expired.  The user must authenticate again.");
    }
}
