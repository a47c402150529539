package io.fullcircle.pipelines.config;

import io.fullcircle.connector.source.Table;
import io.fullcircle.pipelines.config.shape.Parsed;
import java.util.List;
import java.util.stream.Collectors;

/** Which table a pipeline reads that names none and has no operators. */
public final class TableChoice {
    private static final int MANY = 20;

    private TableChoice() {}

    /** The only one there is; else what to write. */
    public static Parsed<String> among(List<Table> tables) {
        if (tables.size() == 1) {
            return new Parsed.Good<>(tables.get(0).name());
        }
        return new Parsed.Bad<>(
                tables.isEmpty()
                        ? "is missing, and the source has no tables"
                        : "is missing, and the source has several tables",
                tables.isEmpty()
                        ? "add an operator, or check what the source is allowed to see"
                        : "write one of " + list(tables));
    }

    private static String list(List<Table> tables) {
        var more = tables.size() > MANY ? ", …" : "";
        return tables.stream().limit(MANY).map(Table::name).collect(Collectors.joining(", ")) + more;
    }
}
