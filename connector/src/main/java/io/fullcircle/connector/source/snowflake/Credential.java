package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.source.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** What proves who one is. */
sealed interface Credential {
    /** The settings, one of which is needed. */
    List<String> NAMES = List.of("private_key_file", "password", "token");

    /** Tells the driver. */
    void addTo(Properties properties);

    /** What may not be printed. */
    List<Secret> secrets();

    /** What to check when it is refused. */
    String remedy();

    /** The settings of {@link #NAMES} that are written. */
    static List<String> written(Settings settings) {
        return NAMES.stream().filter(settings.values()::containsKey).toList();
    }

    /** The one that is written. */
    static Optional<Credential> of(Settings settings) {
        Optional<Credential> key = settings.path("private_key_file")
                .map(file -> new KeyPair(file, settings.secret("private_key_password")));
        Optional<Credential> password = settings.secret("password").map(Password::new);
        Optional<Credential> token = settings.secret("token").map(Token::new);
        return Stream.of(key, password, token).flatMap(Optional::stream).findFirst();
    }

    /** @param password of the key, where it has one */
    record KeyPair(Path file, Optional<Secret> password) implements Credential {
        @Override
        public void addTo(Properties properties) {
            properties.setProperty("authenticator", "snowflake_jwt");
            properties.setProperty("private_key_file", file.toString());
            password.ifPresent(p -> properties.setProperty("private_key_pwd", p.reveal()));
        }

        @Override
        public List<Secret> secrets() {
            return password.stream().toList();
        }

        @Override
        public String remedy() {
            return "Check source.account, source.user and source.private_key_file; the user needs the key's public half"
                    + " (DESCRIBE USER shows RSA_PUBLIC_KEY_FP), and this machine's clock has to be right.";
        }
    }

    record Password(Secret password) implements Credential {
        @Override
        public void addTo(Properties properties) {
            properties.setProperty("password", password.reveal());
        }

        @Override
        public List<Secret> secrets() {
            return List.of(password);
        }

        @Override
        public String remedy() {
            return "Check source.user and source.password; a user of type SERVICE has no password: use a key there.";
        }
    }

    /** Somebody else has logged in. */
    record Elsewhere() implements Credential {
        @Override
        public void addTo(Properties properties) {
            throw new UnsupportedOperationException("nobody logs in with it");
        }

        @Override
        public List<Secret> secrets() {
            return List.of();
        }

        @Override
        public String remedy() {
            return "Look after the connection where it was opened.";
        }
    }

    /** A programmatic access token, or one that OAuth has issued. */
    record Token(Secret token) implements Credential {
        @Override
        public void addTo(Properties properties) {
            properties.setProperty("authenticator", isOauth() ? "oauth" : "programmatic_access_token");
            properties.setProperty("token", token.reveal());
        }

        /**
         * Snowflake's own OAuth tokens begin with their version; those of another issuer are JSON Web Tokens, as
         * programmatic access tokens may be, but those name Snowflake as their issuer.
         */
        private boolean isOauth() {
            String text = token.reveal();
            String[] parts = text.split("\\.");
            if (text.startsWith("ver:") || parts.length != 3) {
                return text.startsWith("ver:");
            }
            try {
                String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
                return claims.contains("\"iss\"") && !claims.matches("(?s).*\"iss\"\\s*:\\s*\"SF:.*");
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        @Override
        public List<Secret> secrets() {
            return List.of(token);
        }

        @Override
        public String remedy() {
            return "Issue a new token and check source.token and source.user; a programmatic access token is bound to"
                    + " its user and role, and may ask for a network policy.";
        }
    }
}
