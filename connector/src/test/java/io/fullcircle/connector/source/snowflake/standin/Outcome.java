package io.fullcircle.connector.source.snowflake.standin;

import java.util.Arrays;
import java.util.List;

/** What a statement has led to. */
sealed interface Outcome {

    /** The statement's kind, by the protocol's number. */
    int type();

    /** The rows of a query. */
    record Rows(int type, StoredResult result) implements Outcome {}

    /** The columns of a statement that was only described. */
    record Described(int type, List<WireColumn> columns) implements Outcome {}

    /** A small answer, always sent as JSON; cells are texts or null. */
    record Table(int type, List<WireColumn> columns, List<List<String>> rows) implements Outcome {}

    static Outcome status(Kind kind, String message) {
        return new Table(kind.id, List.of(WireColumn.text("status")), List.of(Arrays.asList(message)));
    }

    /** The kinds of statements that the driver tells apart. */
    enum Kind {
        SELECT(0x1000),
        INSERT(0x3100),
        UPDATE(0x3200),
        DELETE(0x3300),
        MERGE(0x3400),
        ALTER_SESSION(0x4100),
        USE(0x4300),
        SHOW(0x4400),
        DESCRIBE(0x4500),
        TRANSACTION(0x5000),
        DEFINITION(0x6000);

        final int id;

        Kind(int id) {
            this.id = id;
        }
    }
}
