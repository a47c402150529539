package io.fullcircle.connector.source.snowflake.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static StandIn standIn;

    @BeforeAll
    static void start() {
        standIn = StandIn.start(StandInOptions.defaults()
                .withUser(User.named("tester").withPassword("secret"))
                .withUser(User.named("poor").withPassword("secret").withoutWarehouse())
                .withInit("""
                        create table customers (
                            id number(12,0) not null, name varchar(50) comment 'as given', "mixedCase" float,
                            seen timestamp_tz, doc variant default null, constraint pk primary key (id, name));
                        create transient table scores as select 1::number(38,0) as id, 0.5::float as score;
                        create view best as select * from scores where score > 0.4;
                        create schema scratch;
                        create table scratch.other (a int);
                        insert into customers (id, name) values (1, 'twice'), (1, 'twice');
                        """));
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @Test
    void showsTablesAndViewsToTheDriversMetadata() throws Exception {
        try (var client = Client.of(standIn)) {
            var metadata = client.connection.getMetaData();
            assertThat(column(metadata.getTables("DEMO", "PUBLIC", null, null), "TABLE_NAME"))
                    .containsExactly("BEST", "CUSTOMERS", "SCORES");
            assertThat(column(metadata.getTables("DEMO", "PUBLIC", "%", new String[] {"TABLE"}), "TABLE_NAME"))
                    .containsExactly("CUSTOMERS", "SCORES");
            assertThat(column(metadata.getTables("DEMO", "PUBLIC", "%", new String[] {"VIEW"}), "TABLE_NAME"))
                    .containsExactly("BEST");
            assertThat(column(metadata.getTables("DEMO", null, "OTH%", null), "TABLE_SCHEM"))
                    .containsExactly("SCRATCH");
            assertThat(column(metadata.getTables("NOWHERE", "PUBLIC", null, null), "TABLE_NAME"))
                    .isEmpty();
            assertThat(column(metadata.getSchemas("DEMO", null), "TABLE_SCHEM"))
                    .contains("INFORMATION_SCHEMA", "PUBLIC", "SCRATCH");
            assertThat(column(metadata.getCatalogs(), "TABLE_CAT")).contains("DEMO");
        }
    }

    @Test
    void showsColumnsAndKeysToTheDriversMetadata() throws Exception {
        try (var client = Client.of(standIn)) {
            var metadata = client.connection.getMetaData();
            var columns = metadata.getColumns("DEMO", "PUBLIC", "CUSTOMERS", null);
            var found = new ArrayList<String>();
            while (columns.next()) {
                found.add(columns.getString("COLUMN_NAME") + " " + columns.getString("TYPE_NAME") + " "
                        + columns.getInt("COLUMN_SIZE") + " " + columns.getString("IS_NULLABLE"));
            }
            assertThat(found)
                    .containsExactly(
                            "ID NUMBER 12 NO",
                            "NAME VARCHAR 16777216 YES",
                            "mixedCase DOUBLE 0 YES",
                            "SEEN TIMESTAMPTZ 0 YES",
                            "DOC VARIANT 0 YES");
            assertThat(column(metadata.getPrimaryKeys("DEMO", "PUBLIC", "CUSTOMERS"), "COLUMN_NAME"))
                    .containsExactlyInAnyOrder("ID", "NAME");
            assertThat(client.value("select count(*) from customers"))
                    .as("keys are not enforced")
                    .isEqualTo("2");
        }
    }

    @Test
    void needsAWarehouseForInformationSchemaButNotForShow() throws Exception {
        var tables = "select table_name, table_type from demo.information_schema.tables where table_schema = 'PUBLIC'"
                + " order by 1";
        try (var client = Client.of(standIn)) {
            assertThat(client.rows(tables))
                    .containsExactly(
                            List.of("BEST", "VIEW"),
                            List.of("CUSTOMERS", "BASE TABLE"),
                            List.of("SCORES", "BASE TABLE"));
            assertThat(client.rows("select column_name, data_type, is_nullable from information_schema.columns"
                            + " where table_name = 'CUSTOMERS' order by ordinal_position"))
                    .startsWith(List.of("ID", "NUMBER", "NO"), List.of("NAME", "TEXT", "YES"))
                    .endsWith(List.of("SEEN", "TIMESTAMP_TZ", "YES"), List.of("DOC", "VARIANT", "YES"));
        }
        var poor = standIn.properties("poor");
        poor.put("password", "secret");
        try (var client = Client.with(standIn, poor)) {
            assertThat(client.connection
                            .getMetaData()
                            .getTables("DEMO", "PUBLIC", null, null)
                            .next())
                    .isTrue();
            assertThat(client.failure(tables).getErrorCode()).isEqualTo(606);
        }
    }

    @Test
    void cutsShowAtTenThousandRows() throws Exception {
        var script = new StringBuilder("create schema crowded;");
        for (int i = 0; i < 26; i++) {
            script.append("create table crowded.t").append(i).append(" (");
            for (int k = 0; k < 400; k++)
                script.append(k == 0 ? "" : ",").append("c").append(k).append(" int");
            script.append(");");
        }
        standIn.load(script.toString());
        try (var client = Client.of(standIn)) {
            assertThat(client.rows("show columns in schema demo.crowded")).hasSize(10_000);
            assertThat(client.value("select count(*) from information_schema.columns where table_schema = 'CROWDED'"))
                    .isEqualTo("10400");
        }
    }

    @Test
    void tellsQuotedNamesOfOtherCaseApart() throws Exception {
        try (var client = Client.of(standIn)) {
            client.run("create table scratch.\"quoted\" (\"a\" int, A int, \"B\" int)");
            client.run("insert into scratch.\"quoted\" values (1, 2, 3)");
            assertThat(client.labels("select * from scratch.\"quoted\"")).containsExactly("a", "A", "B");
            assertThat(client.row("select a, \"a\", b from scratch.\"quoted\"")).containsExactly("2", "1", "3");
            assertThat(client.failure("select * from scratch.quoted").getErrorCode())
                    .isEqualTo(2003);
            assertThat(client.labels("with \"forecast\" as (select 1 as \"x\") select * from \"forecast\""))
                    .containsExactly("x");
            assertThat(client.labels("with Forecast as (select 1 as x) select * from FORECAST"))
                    .containsExactly("X");
            client.run("drop table scratch.\"quoted\"");
        }
    }

    @Test
    void makesAndDropsTransientTables() throws Exception {
        try (var client = Client.of(standIn)) {
            client.run("create transient table demo.scratch.step_1 data_retention_time_in_days = 0 as"
                    + " select id, score from scores");
            assertThat(client.value("select score from demo.scratch.step_1")).isEqualTo("0.5");
            assertThat(client.rows("show tables like 'STEP%' in schema demo.scratch"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get(4)).isEqualTo("TRANSIENT"));
            client.run("drop table if exists demo.scratch.step_1");
            client.run("drop table if exists demo.scratch.step_1");
            assertThat(client.rows("show tables like 'STEP%' in schema demo.scratch"))
                    .isEmpty();
            assertThat(client.rows("describe table scores")).hasSize(2);
        }
    }

    private static List<String> column(ResultSet rows, String name) throws Exception {
        var values = new ArrayList<String>();
        while (rows.next()) values.add(rows.getString(name));
        return values;
    }
}
