package io.fullcircle.pipelines.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    @TempDir
    Path home;

    @Test
    void isTheSameInBothDatabases() {
        var sqlite = new SqliteStore(home, Clock.systemUTC());
        List<String> embedded = sqlite.read(
                handle -> handle.createQuery("""
                        select t.name || '.' || c.name from sqlite_master t, pragma_table_info(t.name) c
                        where t.type = 'table' and t.name not like 'sqlite%' and t.name <> 'schema_history'
                        """).mapTo(String.class).list());
        sqlite.close();
        var postgres = new PostgresStore(Postgres.url("same"), LeaseTimes.DEFAULT);
        List<String> shared = postgres.read(
                handle -> handle.createQuery("""
                        select table_name || '.' || column_name from information_schema.columns
                        where table_schema = 'same' and table_name not in ('schema_history', 'leases')
                        """).mapTo(String.class).list());
        postgres.close();
        assertThat(embedded).contains("runs.pipeline", "blocks.data").containsExactlyInAnyOrderElementsOf(shared);
    }

    @Test
    void knowsItsNewestMigration() {
        var store = new SqliteStore(home, Clock.systemUTC());
        int newest = store.read(handle -> handle.createQuery("select max(cast(version as integer)) from schema_history")
                .mapTo(Integer.class)
                .one());
        store.close();
        assertThat(newest).isEqualTo(Schema.VERSION);
    }
}
