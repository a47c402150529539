package io.fullcircle.pipelines.run;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.Nearest;
import io.fullcircle.connector.mapping.TrackMapping;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Source;
import io.fullcircle.pipelines.config.Pipeline;
import io.fullcircle.pipelines.ledger.Ledger;
import io.fullcircle.pipelines.ledger.Positions.Position;
import io.fullcircle.pipelines.ledger.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The order in which a pipeline's rows are read, and where a run that resumes another begins in it. The order is {@code
 * sync.order_by}, extended by the key so that no two rows share a place. Without it rows come in any order, and all of
 * them are read again.
 */
final class StableOrder {
    private final Pipeline pipeline;
    private final Source source;
    private final Ledger ledger;

    StableOrder(Pipeline pipeline, Source source, Ledger ledger) {
        this.pipeline = pipeline;
        this.source = source;
        this.ledger = ledger;
    }

    /** The query in this order, from where the interrupted run's rows were all settled. */
    Query over(Query query, Optional<Run> interrupted) {
        if (pipeline.sync().orderBy().isEmpty()) {
            return query;
        }
        List<Column> columns = source.describe(query);
        List<String> order = Stream.concat(pipeline.sync().orderBy().stream(), key(pipeline))
                .map(name -> stored(pipeline, "sync.order_by", name, columns))
                .distinct()
                .toList();
        List<Object> from = source.readsFromPositions()
                ? interrupted
                        .flatMap(this::position)
                        .map(position -> PositionText.read(position, order))
                        .orElse(List.of())
                : List.of();
        return query.ordered(order, from);
    }

    /** The columns of the key. */
    static Stream<String> key(Pipeline pipeline) {
        TrackMapping mapping = pipeline.mapping();
        return mapping.key().isEmpty()
                ? Stream.of(mapping.customerId(), mapping.anonymousId()).flatMap(Optional::stream)
                : mapping.key().stream();
    }

    /** The column's name as the database has it. */
    static String stored(Pipeline pipeline, String setting, String name, List<Column> columns) {
        List<String> names = columns.stream().map(Column::name).toList();
        if (names.contains(name)) {
            return name;
        }
        List<String> same = names.stream().filter(name::equalsIgnoreCase).toList();
        if (same.size() == 1) {
            return same.get(0);
        }
        String meant = Nearest.of(name, names)
                .map(near -> "did you mean " + near + "?")
                .orElse("name one of " + String.join(", ", names));
        throw new ConfigurationException(pipeline.file() + ": " + setting + ": there is no column " + name, meant);
    }

    /** The position of this run, or of one that it resumed: a position of any other is of other rows. */
    private Optional<String> position(Run interrupted) {
        Optional<Position> position = ledger.positions().position(pipeline.name());
        if (position.isEmpty()) {
            return Optional.empty();
        }
        var chain = new ArrayList<String>();
        for (Optional<Run> run = Optional.of(interrupted);
                run.isPresent();
                run = run.get().start().resumes().flatMap(id -> ledger.runs().show(id))) {
            chain.add(run.get().id());
        }
        return position.filter(moved -> chain.contains(moved.run())).map(Position::value);
    }
}
