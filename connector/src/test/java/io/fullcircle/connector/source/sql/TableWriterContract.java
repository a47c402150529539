package io.fullcircle.connector.source.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.NewTable;
import io.fullcircle.connector.source.NewTable.Field;
import io.fullcircle.connector.source.NewTable.Type;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.TableWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every database does alike that tables are written into. One subclass for each. */
@Timeout(60)
public abstract class TableWriterContract {
    private static final NewTable THINGS = new NewTable(
            "things",
            List.of(new Field("key", Type.TEXT), new Field("count", Type.NUMBER), new Field("at", Type.TIME)));

    private static final Instant MOMENT = Instant.parse("2026-03-29T01:59:59.123Z");

    private SqlFixture database;

    protected abstract SqlFixture database() throws Exception;

    /** Of the fixture's database, into its schema {@code audit}, which isn't there. */
    protected abstract TableWriter writer();

    @BeforeEach
    void open() throws Exception {
        database = database();
        // A file of DuckDB's comes to be with its first table.
        database.execute("create table scores (n integer)");
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private List<List<Object>> things() {
        try (Source source = database.source()) {
            return Rows.all(source, new Query(List.of(), "audit.things")).stream()
                    .map(row -> row.stream().map(TableWriterContract::moment).toList())
                    .toList();
        }
    }

    private static Object moment(Object value) {
        return value instanceof OffsetDateTime at ? at.toInstant() : value == null ? "" : value;
    }

    @Test
    void makesWhatIsMissingAndAddsRows() {
        try (TableWriter writer = writer()) {
            writer.prepare(THINGS);
            assertThat(writer.contains(THINGS, "key", "it's")).isFalse();
            writer.add(THINGS, "it's", 9007199254740993L, MOMENT);
            writer.add(THINGS, null, null, null);
            writer.commit();
            assertThat(writer.contains(THINGS, "key", "it's")).isTrue();
        }
        assertThat(things())
                .containsExactlyInAnyOrder(List.of("it's", 9007199254740993L, MOMENT), Arrays.asList("", "", ""));
    }

    @Test
    void addsToATableThatIsThere() {
        for (long i = 0; i < 2; i++) {
            try (TableWriter writer = writer()) {
                writer.prepare(THINGS);
                writer.add(THINGS, "k" + i, i, MOMENT);
                writer.commit();
                writer.add(THINGS, "l" + i, i, MOMENT);
                writer.commit();
            }
        }
        assertThat(things()).extracting(row -> row.get(0)).containsExactlyInAnyOrder("k0", "l0", "k1", "l1");
    }

    @Test
    void undoesWhatWasNotCommitted() {
        try (TableWriter writer = writer()) {
            writer.prepare(THINGS);
            writer.add(THINGS, "kept", 1L, MOMENT);
            writer.commit();
            for (long i = 0; i < 2_500; i++) {
                writer.add(THINGS, "lost", i, MOMENT);
            }
        }
        assertThat(things()).extracting(row -> row.get(0)).containsExactly("kept");
    }
}
