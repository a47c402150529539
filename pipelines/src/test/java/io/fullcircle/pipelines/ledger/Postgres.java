package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.base.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One PostgreSQL server for all tests of the process; it ends with it. */
public final class Postgres {
    private static EmbeddedPostgres server;

    private Postgres() {}

    /** A server that runs. */
    static synchronized EmbeddedPostgres server() {
        try {
            if (server == null) {
                server = EmbeddedPostgres.start();
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Secret url(String schema) {
        return Secret.of("jdbc:postgresql://localhost:" + server().getPort() + "/postgres?user=postgres&currentSchema="
                + schema);
    }
}
