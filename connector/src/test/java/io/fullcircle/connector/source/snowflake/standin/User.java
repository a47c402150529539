package io.fullcircle.connector.source.snowflake.standin;

import java.security.PublicKey;
import java.util.HashSet;
import java.util.Set;

/**
 * Who may log in, and how. An absent credential is null or empty: it matches nothing.
 *
 * @param name in upper case, as Snowflake stores it
 * @param accessTokens programmatic access tokens
 * @param oauthTokens tokens of the OAuth authenticator
 * @param roles in upper case; the first role of a session is PUBLIC unless the login names another
 * @param warehouse the default one; null for none
 * @param trialEnded statements that need a warehouse are refused
 */
public record User(
        String name,
        String password,
        PublicKey key,
        Set<String> accessTokens,
        Set<String> oauthTokens,
        Set<String> roles,
        String warehouse,
        boolean trialEnded) {

    public User {
        name = name.toUpperCase();
        accessTokens = Set.copyOf(accessTokens);
        oauthTokens = Set.copyOf(oauthTokens);
        roles = Set.copyOf(roles);
    }

    /** A user with role PUBLIC and the default warehouse, and no way to log in yet. */
    public static User named(String name) {
        return new User(name, null, null, Set.of(), Set.of(), Set.of("PUBLIC"), StandInOptions.WAREHOUSE, false);
    }

    public User withPassword(String other) {
        return new User(name, other, key, accessTokens, oauthTokens, roles, warehouse, trialEnded);
    }

    public User withKey(PublicKey other) {
        return new User(name, password, other, accessTokens, oauthTokens, roles, warehouse, trialEnded);
    }

    public User withAccessToken(String token) {
        return new User(name, password, key, plus(accessTokens, token), oauthTokens, roles, warehouse, trialEnded);
    }

    public User withOAuthToken(String token) {
        return new User(name, password, key, accessTokens, plus(oauthTokens, token), roles, warehouse, trialEnded);
    }

    public User withRole(String role) {
        return new User(
                name, password, key, accessTokens, oauthTokens, plus(roles, role.toUpperCase()), warehouse, trialEnded);
    }

    /** Neither a default warehouse nor the right to use one. */
    public User withoutWarehouse() {
        return new User(name, password, key, accessTokens, oauthTokens, roles, null, trialEnded);
    }

    public User withTrialEnded() {
        return new User(name, password, key, accessTokens, oauthTokens, roles, warehouse, true);
    }

    private static Set<String> plus(Set<String> some, String one) {
        var all = new HashSet<>(some);
        all.add(one);
        return all;
    }
}
