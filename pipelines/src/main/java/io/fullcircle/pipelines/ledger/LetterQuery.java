package io.fullcircle.pipelines.ledger;

import org.jdbi.v3.core.statement.SqlStatement;

/** A filter of dead letters as SQL over {@code receipts}. */
final class LetterQuery {
    private final LetterFilter filter;

    LetterQuery(LetterFilter filter) {
        this.filter = filter;
    }

    /** A condition without {@code where}. Letters of a state other than open have no index: they are few by pruning. */
    String condition() {
        var sql = new StringBuilder("letter is not null");
        if (filter.states().size() == 1 && filter.states().contains(DeadLetter.State.OPEN)) {
            sql.append(" and letter = 'open'");
        } else if (!filter.states().isEmpty()) {
            sql.append(" and letter in (<states>)");
        }
        filter.pipeline()
                .ifPresent(name ->
                        sql.append(" and receipts.run in (select seq from runs where runs.pipeline = :pipeline)"));
        filter.run().ifPresent(id -> sql.append(" and receipts.run in (select seq from runs where runs.id = :run)"));
        filter.reason()
                .ifPresent(prefix -> sql.append(" and (substr(reason, 1, :length) = :prefix"
                        + " or substr(cast(status as text) || ' ' || reason, 1, :length) = :prefix)"));
        filter.key().ifPresent(key -> sql.append(" and row_key = :key"));
        return sql.toString();
    }

    <S extends SqlStatement<S>> S bind(S statement) {
        if (!filter.states().isEmpty() && condition().contains("<states>")) {
            statement.bindList(
                    "states",
                    filter.states().stream().map(DeadLetter.State::label).toList());
        }
        filter.pipeline().ifPresent(name -> statement.bind("pipeline", name));
        filter.run().ifPresent(id -> statement.bind("run", id));
        filter.reason()
                .ifPresent(prefix -> statement
                        .bind("length", prefix.codePointCount(0, prefix.length()))
                        .bind("prefix", Texts.storable(prefix)));
        filter.key().ifPresent(key -> statement.bind("key", Texts.storable(key)));
        return statement;
    }
}
