package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.base.EnvironmentException;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;

/**
 * Keeps the tables as this program knows them. Flyway is called only when they aren't: it takes longer to start than a
 * small run.
 */
final class Schema {
    /** The newest migration among the resources. */
    static final int VERSION = 5;

    /** The table in which Flyway notes what it did. */
    static final String HISTORY = "schema_history";

    private Schema() {}

    /**
     * Whether tables are to be made or changed.
     *
     * @param exists whether there is a history of changes
     * @param place how messages name the ledger
     */
    static boolean isBehind(Handle handle, boolean exists, String place) {
        if (!exists) {
            return true;
        }
        int version = handle.createQuery("select max(cast(version as integer)) from " + HISTORY
                        + " where success and version is not null")
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
        if (version > VERSION) {
            throw new EnvironmentException(
                    place + " was written by a newer Full Circle (schema " + version + ", this one knows " + VERSION
                            + ")",
                    "upgrade Full Circle on this machine, or set FULLCIRCLE_HOME to a folder of its own");
        }
        return version < VERSION;
    }

    /** @param folder the migrations' folder among the resources */
    static void migrate(DataSource database, String folder, Optional<String> schema) {
        FluentConfiguration flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:io/fullcircle/pipelines/ledger/" + folder)
                .table(HISTORY)
                .loggers("slf4j")
                .baselineOnMigrate(true)
                .baselineVersion("0");
        schema.ifPresent(flyway::defaultSchema);
        flyway.load().migrate();
    }
}
