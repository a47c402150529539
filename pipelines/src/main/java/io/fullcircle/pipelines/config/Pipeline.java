package io.fullcircle.pipelines.config;

import io.fullcircle.connector.StopWhen;
import io.fullcircle.connector.base.Secret;
import io.fullcircle.connector.destination.segment.DeliverySettings;
import io.fullcircle.connector.destination.segment.QueueSettings;
import io.fullcircle.connector.guard.Rules;
import io.fullcircle.connector.mapping.TrackMapping;
import io.fullcircle.connector.operator.SqlOperator;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.SourceProvider;
import io.fullcircle.connector.source.TableWriter;
import io.fullcircle.pipelines.schedule.Schedule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline as its file describes it: checked, everything filled in, defaults included. Nothing here is connected to
 * anything.
 *
 * @param name the pipeline's own; the file's name without its ending when the file gives none
 * @param file as the caller named it
 * @param digest SHA-256 of the file's bytes, hexadecimal: another digest is another file
 * @param origin where rows come from
 * @param operators in the order in which each sees the ones above it; may be empty
 * @param table what the action reads: as written, else the last operator; empty when there is neither
 * @param writeKey Segment's
 * @param endpoint where messages go
 * @param mapping how a row becomes a call
 * @param queue the batching queue and its spool
 * @param delivery how requests are sent and repeated; its rate limit is 1,000 a second unless written otherwise or the
 *     endpoint is on this machine
 * @param sync which rows a run sends
 * @param guard what the rows have to be like before the first is sent; what holds without being written included
 * @param costOf1000Calls in whatever currency, for plans
 * @param stopWhen how many rejected calls end a run
 * @param ledger what is remembered, and where
 * @param audit the schema of the source's database into which the accounting of ended runs is written; empty for none
 * @param namespace keeps message ids of two installations apart; empty for the default
 * @param schedule when a server runs it; empty for never by itself
 * @param notices who is told when its state changes; empty for nobody
 */
public record Pipeline(
        String name,
        Path file,
        String digest,
        Origin origin,
        List<SqlOperator> operators,
        Optional<String> table,
        Secret writeKey,
        Endpoint endpoint,
        TrackMapping mapping,
        QueueSettings queue,
        DeliverySettings delivery,
        Sync sync,
        Rules guard,
        Optional<Double> costOf1000Calls,
        StopWhen stopWhen,
        LedgerSettings ledger,
        Optional<String> audit,
        Optional<String> namespace,
        Optional<Schedule> schedule,
        Optional<NotifySettings> notices) {
    public Pipeline {
        operators = List.copyOf(operators);
    }

    /**
     * @param provider the one for {@code source.type}
     * @param settings everything else in {@code source}
     */
    public record Origin(SourceProvider provider, Settings settings) {
        public String type() {
            return provider.type();
        }

        /** The source; it connects to nothing yet. */
        public Source create() {
            return provider.create(settings);
        }

        /**
         * Writes into a schema of the source's database; it connects to nothing yet.
         *
         * @param schema as it is written in SQL
         */
        public TableWriter writer(String schema) {
            return provider.writer(settings, schema);
        }
    }
}
