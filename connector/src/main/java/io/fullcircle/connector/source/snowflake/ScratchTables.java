package io.fullcircle.connector.source.snowflake;

import io.fullcircle.connector.operator.Purpose;
import io.fullcircle.connector.source.sql.Scratch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Transient tables, named {@code fc$PIPELINE$RUN$MACHINE-PID-STARTED$STEP_OPERATOR}. A table lives as long as the
 * statements of its run; when a table of the same pipeline is found whose process is gone, or that is a day old, nobody
 * will drop it any more.
 *
 * @param schema as it is written in SQL
 */
record ScratchTables(String schema) implements Scratch {
    private static final String PREFIX = "fc$";
    private static final Duration OLD = Duration.ofDays(1);
    private static final int LONGEST_OPERATOR = 60;

    /** Whether a table is one of these. */
    static boolean isOne(String table) {
        return table.startsWith(PREFIX);
    }

    @Override
    public String table(Purpose purpose, int step, String operator) {
        String shortened = operator.substring(0, Math.min(operator.length(), LONGEST_OPERATOR));
        String name = PREFIX + purpose.pipeline() + "$" + purpose.run() + "$"
                + Worker.current().text() + "$" + step + "_" + shortened;
        return schema + "." + SnowflakeDialect.GRAMMAR.exact(name);
    }

    @Override
    public String create(String table) {
        return "CREATE TRANSIENT TABLE " + table + " DATA_RETENTION_TIME_IN_DAYS = 0 AS ";
    }

    @Override
    public List<String> orphans(Connection connection, Purpose purpose) throws SQLException {
        String ours = PREFIX + purpose.pipeline() + "$";
        String show = "SHOW TABLES LIKE '" + PREFIX + "%' IN SCHEMA " + schema;
        List<String> orphans = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(show);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String name = rows.getString("name");
                boolean dead = isOfADeadProcess(name)
                        || isOld(rows.getTimestamp("created_on").toInstant());
                if (name.startsWith(ours) && dead) {
                    orphans.add(schema + "." + SnowflakeDialect.GRAMMAR.exact(name));
                }
            }
        }
        return orphans;
    }

    private static boolean isOfADeadProcess(String name) {
        String[] parts = name.split("\\$");
        Optional<Worker> worker = parts.length == 5 ? Worker.parse(parts[3]) : Optional.empty();
        return worker.map(Worker::isGone).orElse(false);
    }

    private static boolean isOld(Instant created) {
        return created.isBefore(Instant.now().minus(OLD));
    }
}
