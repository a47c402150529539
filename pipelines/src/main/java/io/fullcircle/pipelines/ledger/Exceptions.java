package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.destination.Receipt;
import io.fullcircle.connector.mapping.Invalid;
import io.fullcircle.connector.mapping.Message;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The table of receipts in full: rows that weren't simply delivered. */
final class Exceptions {
    private static final int LONGEST_REASON = 500;

    /** A row of the table. The message is there unless the row never became one. */
    record Entry(
            Bucket bucket, long ordinal, String key, Message message, Integer status, String reason, String detail) {
        static Entry of(Invalid row) {
            return new Entry(Bucket.INVALID, row.ordinal(), row.key(), null, null, row.reason(), row.detail());
        }

        /** Empty for what is delivered, or not settled at all. */
        static Optional<Entry> of(Receipt receipt) {
            Message message = receipt.message();
            if (receipt instanceof Receipt.Rejected rejected) {
                return Optional.of(of(Bucket.REJECTED, message, rejected.status(), rejected.reason()));
            }
            if (receipt instanceof Receipt.InDoubt inDoubt) {
                return Optional.of(of(Bucket.IN_DOUBT, message, null, inDoubt.why()));
            }
            if (receipt instanceof Receipt.Dropped) {
                return Optional.of(of(Bucket.DROPPED, message, null, null));
            }
            return Optional.empty();
        }

        private static Entry of(Bucket bucket, Message message, Integer status, String reason) {
            return new Entry(bucket, message.ordinal(), message.key(), message, status, reason, null);
        }
    }

    private Exceptions() {}

    static void insert(Handle handle, long run, long settledAt, List<Entry> entries) throws SQLException {
        try (PreparedStatement statement = handle.getConnection().prepareStatement("""
                        insert into receipts (run, ordinal, bucket, row_key, message_id, status, reason, detail,
                            content_digest, content, settled_at, letter, mark)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            for (Entry entry : entries) {
                bind(statement, run, settledAt, entry);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Only a rejected message keeps its content and its mark: it can be sent again. */
    private static void bind(PreparedStatement statement, long run, long settledAt, Entry entry) throws SQLException {
        Message message = entry.message();
        boolean letter = entry.bucket() == Bucket.REJECTED;
        statement.setLong(1, run);
        statement.setLong(2, entry.ordinal());
        statement.setString(3, entry.bucket().label());
        statement.setString(4, text(entry.key()));
        statement.setString(5, message == null ? null : message.id());
        statement.setObject(6, entry.status(), Types.INTEGER);
        statement.setString(7, entry.reason() == null ? null : text(Texts.cut(entry.reason(), LONGEST_REASON)));
        statement.setString(8, text(entry.detail()));
        statement.setString(9, message == null ? null : digest(message.json()));
        statement.setBytes(10, letter ? message.json() : null);
        statement.setLong(11, settledAt);
        statement.setString(12, letter ? DeadLetter.State.OPEN.label() : null);
        statement.setBytes(13, letter && message.mark().isKept() ? StateEntry.letter(message.mark()) : null);
    }

    private static String text(String text) {
        return text == null ? null : Texts.storable(text);
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static StoredReceipt receipt(ResultSet row, StatementContext context) throws SQLException {
        return new StoredReceipt(
                row.getString("run_id"),
                row.getLong("ordinal"),
                Bucket.of(row.getString("bucket")),
                Instant.ofEpochMilli(row.getLong("settled_at")),
                Optional.ofNullable(row.getString("message_id")),
                Optional.ofNullable(row.getString("row_key")),
                number(row, "status"),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getString("detail")),
                Optional.ofNullable(row.getString("letter")).map(DeadLetter.State::of));
    }

    static OptionalInt number(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
