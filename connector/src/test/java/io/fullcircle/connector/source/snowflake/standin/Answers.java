package io.fullcircle.connector.source.snowflake.standin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes outcomes as replies to a query request. Any thread. */
final class Answers {
    private static final JsonMapper JSON = new JsonMapper();
    private final Chunks chunks;
    private final Faults faults;

    Answers(Chunks chunks, Faults faults) {
        this.chunks = chunks;
        this.faults = faults;
    }

    /**
     * @param host where the client reached the server, for the chunks' addresses
     */
    Reply of(Execution execution, Outcome outcome, String host) {
        return Reply.success(data -> {
            common(data, execution, outcome);
            if (outcome instanceof Outcome.Rows rows) {
                rows(data, rows.result(), host);
            } else if (outcome instanceof Outcome.Table table) {
                table(data, table);
            } else if (outcome instanceof Outcome.Described described) {
                describe(data, described.columns());
                data.putArray("rowset");
                data.put("queryResultFormat", "json").put("total", 0).put("returned", 0);
            }
        });
    }

    private static void common(ObjectNode data, Execution execution, Outcome outcome) {
        var session = execution.session;
        execution.parameters.describe(data.putArray("parameters"));
        data.put("queryId", execution.queryId)
                .put("statementTypeId", outcome.type())
                .put("version", 1)
                .put("numberOfBinds", binds(execution.text))
                .put("arrayBindSupported", outcome.type() == Outcome.Kind.INSERT.id)
                .put("sendResultTime", System.currentTimeMillis())
                .put("finalDatabaseName", shown(session.database()))
                .put("finalSchemaName", shown(session.schema()))
                .put("finalWarehouseName", session.warehouse())
                .put("finalRoleName", session.role());
        data.putNull("databaseProvider");
    }

    private void rows(ObjectNode data, StoredResult result, String host) {
        describe(data, result.columns().stream().map(StoredColumn::wire).toList());
        var lie = faults.take(Fault.Kind.TOTAL_ROWS, fault -> true);
        long total = result.rows() + (lie == null ? 0 : lie.number("by", 1));
        data.put("queryResultFormat", result.format()).put("total", total).put("returned", total);
        if (result.format().equals("arrow")) {
            data.put("rowsetBase64", Base64.getEncoder().encodeToString(result.inline()));
        } else {
            var text = "[" + new String(result.inline(), StandardCharsets.UTF_8) + "]";
            data.set("rowset", JSON.readTree(text));
        }
        if (!result.chunks().isEmpty()) chunks.describe(data, result, host);
    }

    private static void table(ObjectNode data, Outcome.Table table) {
        describe(data, table.columns());
        var rowset = data.putArray("rowset");
        for (var row : table.rows()) {
            ArrayNode cells = rowset.addArray();
            row.forEach(cells::add);
        }
        data.put("queryResultFormat", "json")
                .put("total", table.rows().size())
                .put("returned", table.rows().size());
    }

    private static void describe(ObjectNode data, List<WireColumn> columns) {
        var rowtype = data.putArray("rowtype");
        columns.forEach(column -> column.describe(rowtype.addObject()));
    }

    private static long binds(String text) {
        try {
            return Token.read(text).stream()
                    .filter(token -> token.kind() == Token.Kind.BIND)
                    .count();
        } catch (SqlFailure e) {
            return 0;
        }
    }

    private static String shown(String stored) {
        return stored == null ? null : Names.shown(stored);
    }
}
