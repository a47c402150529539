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

/**
 * Transient tables, named {@code fc$PIPELINE$RUN$MACHINE-PID-STARTED$SECONDS$STEP_OPERATOR}, with the time when they
 * were made. A table lives as long as the statements of its run; when a table of the same pipeline is found whose
 * process is gone, or that is a day old, nobody will drop it any more.
 *
 * @param schema as it is written in SQL
 */
record ScratchTables(String schema) implements Scratch {
    private static final String PREFIX = "fc$";
    private static final Duration OLD = Duration.ofDays(1);
    private static final int PARTS = 6;
    private static final int LONGEST_OPERATOR = 60;

    /** Whether a table is one of these. */
    static boolean isOne(String table) {
        return table.startsWith(PREFIX);
    }

    @Override
    public String table(Purpose purpose, int step, String operator) {
        String shortened = operator.substring(0, Math.min(operator.length(), LONGEST_OPERATOR));
        String name = String.join(
                "$",
                "fc",
                purpose.pipeline(),
                purpose.run(),
                Worker.current().text(),
                String.valueOf(Instant.now().getEpochSecond()),
                step + "_" + shortened);
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
                if (name.startsWith(ours) && isDead(name)) {
                    orphans.add(schema + "." + SnowflakeDialect.GRAMMAR.exact(name));
                }
            }
        }
        return orphans;
    }

    private static boolean isDead(String name) {
        String[] parts = name.split("\\$");
        if (parts.length != PARTS || !parts[4].matches("[0-9]{1,15}")) {
            return false;
        }
        Instant made = Instant.ofEpochSecond(Long.parseLong(parts[4]));
        return made.isBefore(Instant.now().minus(OLD))
                || Worker.parse(parts[3]).map(Worker::isGone).orElse(false);
    }
}
