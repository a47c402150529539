package io.fullcircle.pipelines.run;

import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.Table;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A source that reads the result of an interrupted run's statement again, as long as the server keeps it. */
final class KeptResult implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(KeptResult.class);

    private final Source source;
    private final String statementId;

    private KeptResult(Source source, String statementId) {
        this.source = source;
        this.statementId = statementId;
    }

    /** @param statementId what the source called the statement; empty for none */
    static Source of(Source source, Optional<String> statementId) {
        return statementId.<Source>map(id -> new KeptResult(source, id)).orElse(source);
    }

    @Override
    public Cursor open(Query query) {
        Optional<Cursor> kept = source.reopen(statementId, query);
        kept.ifPresent(cursor -> LOG.info("reads the result of statement {} again", statementId));
        return kept.orElseGet(() -> source.open(query));
    }

    @Override
    public List<Column> describe(Query query) {
        return source.describe(query);
    }

    @Override
    public boolean readsFromPositions() {
        return source.readsFromPositions();
    }

    @Override
    public List<Table> tables() {
        return source.tables();
    }

    @Override
    public void close() {
        source.close();
    }
}
