package io.fullcircle.pipelines.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/** The table of compact receipts. A block's id is its run's number, then its own, 32 bits each. */
final class Blocks {
    private static final int NUMBER_BITS = 32;

    /**
     * @param number counted from 0 in its run
     * @param settledAt in milliseconds
     */
    record Stored(long number, long settledAt, Block block) {}

    interface Taker {
        void take(Stored block);
    }

    private Blocks() {}

    /** The id of a run's first block. */
    static long first(long run) {
        return run << NUMBER_BITS;
    }

    static void insert(Handle handle, long run, long number, long settledAt, Block block) throws SQLException {
        try (PreparedStatement statement = handle.getConnection()
                .prepareStatement("insert into blocks (id, settled_at, receipts, data) values (?, ?, ?, ?)")) {
            statement.setLong(1, first(run) + number);
            statement.setLong(2, settledAt);
            statement.setLong(3, block.size());
            statement.setBytes(4, block.toBytes());
            statement.executeUpdate();
        }
    }

    static void update(Handle handle, long run, Stored stored) {
        handle.createUpdate("update blocks set data = :data where id = :id")
                .bind("data", stored.block().toBytes())
                .bind("id", first(run) + stored.number())
                .execute();
    }

    /** A run's blocks in the order of their settling, one at a time in memory. */
    static void forEach(Handle handle, long run, Taker taker) {
        try (var query = handle.createQuery(
                                "select id, settled_at, data from blocks where id >= :from and id < :to order by id")
                        .bind("from", first(run))
                        .bind("to", first(run + 1));
                ResultIterator<Stored> blocks = query.map((row, context) ->
                                stored(row.getLong("id"), row.getLong("settled_at"), row.getBytes("data")))
                        .iterator()) {
            blocks.forEachRemaining(taker::take);
        }
    }

    static Optional<Stored> block(Handle handle, long run, long number) {
        return handle.createQuery("select id, settled_at, data from blocks where id = :id")
                .bind("id", first(run) + number)
                .map((row, context) -> stored(row.getLong("id"), row.getLong("settled_at"), row.getBytes("data")))
                .findOne();
    }

    /** The number of a run's last block. */
    static OptionalLong last(Handle handle, long run) {
        return handle.createQuery("select max(id) from blocks where id >= :from and id < :to")
                .bind("from", first(run))
                .bind("to", first(run + 1))
                .mapTo(Long.class)
                .findOne()
                .map(id -> OptionalLong.of(id - first(run)))
                .orElse(OptionalLong.empty());
    }

    /** How many receipts a run has. */
    static long count(Handle handle, long run) {
        return handle.createQuery(
                        "select cast(coalesce(sum(receipts), 0) as bigint) from blocks where id >= :from and id < :to")
                .bind("from", first(run))
                .bind("to", first(run + 1))
                .mapTo(Long.class)
                .one();
    }

    static void delete(Handle handle, long run) {
        handle.createUpdate("delete from blocks where id >= :from and id < :to")
                .bind("from", first(run))
                .bind("to", first(run + 1))
                .execute();
    }

    private static Stored stored(long id, long settledAt, byte[] data) {
        return new Stored(id & ((1L << NUMBER_BITS) - 1), settledAt, Block.of(data));
    }
}
