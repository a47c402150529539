package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** Where a ledger lies. */
public sealed interface LedgerPlace {
    /** A folder of this machine; holds scratch files, and in {@link Embedded} the ledger itself. Made when needed. */
    Path home();

    /** One file, {@code ledger.db}, for the processes of this machine. */
    record Embedded(Path home) implements LedgerPlace {}

    /**
     * A PostgreSQL database, for several machines. It is reached directly, or by a pooler that keeps sessions: locks belong
     * to them.
     *
     * @param url {@code jdbc:postgresql://host:port/database?user=…&password=…}; tables lie in the schema that {@code
     *     currentSchema} names, else in {@value PostgresStore#SCHEMA}
     */
    record Shared(Secret url, Path home) implements LedgerPlace {}

    /**
     * The place that settings name.
     *
     * @param url a JDBC URL, or empty for the embedded ledger
     */
    static LedgerPlace of(Optional<Secret> url, Path home) {
        if (url.isEmpty()) {
            return new Embedded(home);
        }
        if (url.get().reveal().startsWith("jdbc:postgresql:")) {
            return new Shared(url.get(), home);
        }
        throw new ConfigurationException(
                "the ledger's URL isn't one of PostgreSQL",
                "write jdbc:postgresql://HOST:PORT/DATABASE?user=…&password=…, or leave it out for a ledger in a file");
    }
}
