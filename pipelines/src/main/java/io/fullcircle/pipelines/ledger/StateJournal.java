package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.base.SortedRecords;
import io.fullcircle.connector.mapping.Kind;
import io.fullcircle.connector.mapping.Mark;
import io.fullcircle.connector.mapping.Message;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/** What was accepted since the state's pages were written, in the order of its acceptance: see {@link SyncStates}. */
final class StateJournal {
    private StateJournal() {}

    /** Notes what was accepted, in the transaction of its receipts. */
    static void append(Handle handle, String state, long number, List<Message> accepted, boolean keepsCalls)
            throws SQLException {
        List<Mark> marks = accepted.stream().map(Message::mark).toList();
        try (PreparedStatement statement = handle.getConnection()
                .prepareStatement("insert into state_journal (pipeline, number, data) values (?, ?, ?)")) {
            statement.setString(1, state);
            statement.setLong(2, number);
            statement.setBytes(3, StateEntry.bytes(marks));
            statement.executeUpdate();
        }
        if (keepsCalls) {
            keep(handle, state, accepted);
        }
    }

    private static void keep(Handle handle, String state, List<Message> accepted) throws SQLException {
        try (PreparedStatement upsert = handle.getConnection().prepareStatement("""
                        insert into last_calls (pipeline, high, low, row_key, content) values (?, ?, ?, ?, ?)
                        on conflict (pipeline, high, low) do update
                        set row_key = excluded.row_key, content = excluded.content
                        """);
                PreparedStatement delete = handle.getConnection()
                        .prepareStatement("delete from last_calls where pipeline = ? and high = ? and low = ?")) {
            for (Message message : accepted) {
                boolean removed = message.mark().kind() == Kind.REMOVED;
                PreparedStatement statement = removed ? delete : upsert;
                statement.setString(1, state);
                statement.setLong(2, message.mark().high());
                statement.setLong(3, message.mark().low());
                if (!removed) {
                    statement.setString(4, Texts.storable(message.key()));
                    statement.setBytes(5, message.json());
                }
                statement.addBatch();
            }
            upsert.executeBatch();
            delete.executeBatch();
        }
    }

    /** The number of the last note, or -1. */
    static long last(Handle handle, String state) {
        return handle.createQuery(
                        "select cast(coalesce(max(number), -1) as bigint) from state_journal where pipeline = :pipeline")
                .bind("pipeline", state)
                .mapTo(Long.class)
                .one();
    }

    /** Adds all notes. */
    static void addTo(SortedRecords records, Handle handle, String state) {
        try (var query = handle.createQuery("select data from state_journal where pipeline = :pipeline order by number")
                        .bind("pipeline", state)
                        .setFetchSize(100);
                ResultIterator<byte[]> notes =
                        query.map((row, context) -> row.getBytes("data")).iterator()) {
            notes.forEachRemaining(data -> {
                var bytes = ByteBuffer.wrap(data);
                while (bytes.hasRemaining()) {
                    records.add(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getInt());
                }
            });
        }
    }

    static void delete(Handle handle, String state) {
        handle.createUpdate("delete from state_journal where pipeline = :pipeline")
                .bind("pipeline", state)
                .execute();
    }
}
