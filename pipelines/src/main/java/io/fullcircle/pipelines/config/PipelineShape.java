package io.fullcircle.pipelines.config;

import static io.fullcircle.pipelines.config.shape.Setting.defaulted;
import static io.fullcircle.pipelines.config.shape.Setting.optional;
import static io.fullcircle.pipelines.config.shape.Setting.required;

import io.fullcircle.connector.StopWhen;
import io.fullcircle.connector.source.SourceProvider;
import io.fullcircle.pipelines.config.shape.Leaf;
import io.fullcircle.pipelines.config.shape.Leaf.Role;
import io.fullcircle.pipelines.config.shape.Leaf.Text;
import io.fullcircle.pipelines.config.shape.Parsed;
import io.fullcircle.pipelines.config.shape.Quantity;
import io.fullcircle.pipelines.config.shape.Shape;
import io.fullcircle.pipelines.config.shape.Written;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The pipeline file, described. A setting is added here; the reader, the JSON Schema and the help have it then, and
 * only what it means remains to be written.
 */
public final class PipelineShape {
    static final String NAME = "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$";
    static final String OPERATOR_NAME = "^[A-Za-z_][A-Za-z0-9_]*$";
    static final String RATE = "^([1-9][0-9]{0,6}/s|none)$";

    static final String STOP_WHEN = "^([1-9][0-9]{0,5}) of last ([1-9][0-9]{0,5}) rejected$";

    private static final String SCHEMA = "^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?$";

    static final Leaf COLUMN = Text.filled("a column", Role.COLUMN);
    static final Shape COLUMNS = new Shape.Either(
            "a column or a list of columns", List.of(COLUMN, new Shape.Items("a list of columns", COLUMN, true)));

    private PipelineShape() {}

    /** What a file may hold when there are these sources. */
    public static Shape.Block of(List<SourceProvider> providers) {
        return new Shape.Block(List.of(
                optional(
                        "pipeline",
                        form("a name of letters, digits, dots, _ and -, up to 100", NAME),
                        "sales-forecast",
                        "The pipeline's name. Default: the file's name without its ending."),
                required("source", SourceShape.of(providers), "{type: duckdb}", "Where rows come from."),
                optional(
                        "operators",
                        new Shape.Items("a list of operators", operator(), false),
                        "[{name: forecast, sql: select 1}]",
                        "Named SQL steps that run in the source's database. Each sees the tables and every operator"
                                + " above it by name."),
                required("action", ActionShape.shape(), "{type: segment.track}", "What becomes of the rows.")
                        .also("destination", "sink", "target"),
                optional("queue", queue(), "{flush_at: 100}", "The queue in which messages become batches."),
                optional("delivery", delivery(), "{retries: 10}", "How requests are sent and repeated."),
                optional("sync", SyncShape.shape(), "{key: [customer_id]}", "Which rows a run sends."),
                optional(
                        "guard",
                        GuardShape.shape(),
                        "{score: {between: [0, 1]}}",
                        "What the rows have to be like before the first of them is sent. A run that breaks a rule is"
                                + " held."),
                optional("failure", failure(), "{stop_when: 500 of last 1000 rejected}", "What ends a run early."),
                optional("cost", cost(), "{per_1000_calls: 0.5}", "What calls cost, for plans."),
                optional("ledger", ledger(), "{keep: 30d}", "What is remembered of runs, and where."),
                optional(
                        "audit",
                        audit(),
                        "{schema: fullcircle}",
                        "Writes the accounting of every ended run into the source's database. Default: it stays in the"
                                + " ledger."),
                optional(
                        "namespace",
                        Text.filled("a text"),
                        "production",
                        "Part of every message id: keeps two installations apart. Default: a digest of write key and"
                                + " endpoint at the first run."),
                optional(
                        "schedule",
                        ScheduleShape.shape(),
                        "\"0 6 * * *\"",
                        "When `fullcircle serve` runs it: as cron writes it, or {every: 15m}, or {after: PIPELINE}."),
                optional(
                        "notify",
                        NotifyShape.shape(),
                        "{webhook: \"${ALERT_WEBHOOK}\"}",
                        "Who is told when its runs fail, and when they succeed again.")));
    }

    private static Shape operator() {
        return new Shape.Block(List.of(
                required(
                        "name",
                        form("a name of letters, digits and _", OPERATOR_NAME),
                        "forecast",
                        "The name by which what comes below sees it."),
                required(
                                "sql",
                                new Text("a query", "\\S", Role.SQL, PipelineShape::query),
                                "select customer_id, iphone from scores",
                                "One query. Paths in it count from the working directory; nothing is filled in.")
                        .also("query"),
                defaulted(
                        "materialize",
                        new Leaf.Flag(),
                        false,
                        "true puts the rows into a table while the run reads, for steps that read it more than once."
                                + " Where the source has a schema for that.")));
    }

    private static Parsed<?> query(Written written) {
        return written.text().isBlank()
                ? new Parsed.Bad<>("is blank", "write a query, such as select * from scores")
                : new Parsed.Good<>(written.text());
    }

    private static Shape queue() {
        return new Shape.Block(List.of(
                defaulted("flush_at", new Leaf.Whole(1, 2500), 100, "Messages a batch.")
                        .also("batch_size"),
                defaulted("flush_interval", Quantity.time(false), "0.5s", "How long a message waits for its batch."),
                defaulted("max_batch", new Leaf.Size(1, 500 * 1024), "500KB", "Bytes a batch, before compression."),
                defaulted("max_message", new Leaf.Size(1, 32 * 1024), "32KB", "Bytes a call; larger ones are invalid."),
                defaulted(
                                "capacity",
                                new Leaf.Whole(1, Integer.MAX_VALUE),
                                10000,
                                "Messages in the queue and on their way, at most.")
                        .also("size", "max_size"),
                defaulted(
                        "when_full",
                        new Leaf.Choice(List.of("drop", "block")),
                        "drop",
                        "drop refuses at once; refused rows go to the spool and are sent before the run ends. block"
                                + " makes the reader wait."),
                optional("spool", spool(), "{max: 1GB}", "The disk behind the queue.")));
    }

    private static Shape spool() {
        return new Shape.Block(List.of(
                defaulted("max", new Leaf.Size(1, 1L << 60), "1GB", "Bytes of refused messages on disk, at most."),
                defaulted(
                        "when_full",
                        new Leaf.Choice(List.of("wait", "drop")),
                        "wait",
                        "wait makes the reader wait; drop loses the message and counts it.")));
    }

    private static Shape delivery() {
        return new Shape.Block(List.of(
                optional(
                                "rate_limit",
                                new Text("a rate such as 1000/s, or none", RATE, Role.NONE, PipelineShape::rate),
                                "1000/s",
                                "Messages a second and write key. Default: 1000/s; none where the endpoint is on this"
                                        + " machine.")
                        .also("rate"),
                defaulted("retries", new Leaf.Whole(0, 1_000_000), 10, "Attempts after the first, per request.")
                        .also("retry", "max_retries"),
                defaulted("retry_for", Quantity.time(true), "15m", "How long a request is repeated."),
                defaulted("gzip", new Leaf.Flag(), false, "Whether requests are compressed."),
                defaulted(
                        "transport",
                        new Leaf.Choice(List.of("direct", "analytics-java")),
                        "direct",
                        "What makes the requests: Full Circle itself, or Segment's library for Java.")));
    }

    private static Shape failure() {
        return new Shape.Block(List.of(optional(
                "stop_when",
                new Text("500 of last 1000 rejected", STOP_WHEN, Role.NONE, PipelineShape::stopWhen),
                "500 of last 1000 rejected",
                "How many rejected of how many settled calls end the run. Default: 500 of last 1000 rejected.")));
    }

    private static Shape cost() {
        return new Shape.Block(List.of(required(
                "per_1000_calls",
                new Leaf.Decimal(0, Double.MAX_VALUE),
                "0.5",
                "What 1,000 calls cost, in whatever currency they are paid.")));
    }

    private static Shape ledger() {
        return new Shape.Block(List.of(
                optional(
                        "url",
                        new Leaf.Hidden("a JDBC URL", null, "write jdbc:postgresql://HOST/DATABASE, or leave it out"),
                        "${FULLCIRCLE_LEDGER}",
                        "A PostgreSQL that several machines share: jdbc:postgresql://HOST/DATABASE?user=…&password=….\n"
                                + "Default: a file under FULLCIRCLE_HOME."),
                defaulted(
                        "receipts",
                        new Leaf.Choice(List.of("all", "exceptions")),
                        "all",
                        "all keeps one for every row; exceptions only for rows that were not delivered, so that an"
                                + " interrupted run sends its rows again."),
                defaulted("keep", Quantity.time(false), "30d", "How long receipts of ended runs are kept.")));
    }

    private static Shape audit() {
        return new Shape.Block(List.of(required(
                "schema",
                form("a schema of letters, digits and _", SCHEMA),
                "fullcircle",
                "Where the tables fullcircle_runs and fullcircle_receipts are; both are made where they are missing.\n"
                        + "In Snowflake it may be DATABASE.SCHEMA.")));
    }

    private static Parsed<?> stopWhen(Written written) {
        var matcher = Pattern.compile(STOP_WHEN).matcher(written.text());
        if (!matcher.matches()) {
            return new Parsed.Bad<>(written.shown() + " isn't of this form", "write it as: 500 of last 1000 rejected");
        }
        int rejected = Integer.parseInt(matcher.group(1));
        int last = Integer.parseInt(matcher.group(2));
        return rejected > last
                ? new Parsed.Bad<>(written.shown() + " can never be", "let the second number be the greater one")
                : new Parsed.Good<>(new StopWhen(rejected, last));
    }

    private static Leaf form(String what, String regex) {
        var pattern = Pattern.compile(regex);
        return new Text(
                what,
                regex,
                Role.NONE,
                written -> pattern.matcher(written.text()).matches()
                        ? new Parsed.Good<>(written.text())
                        : new Parsed.Bad<>(written.shown() + " isn't " + what, "write " + what));
    }

    /** Messages a second as an {@link Integer}; 0 for no limit. */
    private static Parsed<?> rate(Written written) {
        if (written.text().equals("none")) {
            return new Parsed.Good<>(0);
        }
        if (written.text().matches(RATE)) {
            return new Parsed.Good<>(Integer.valueOf(written.text().replace("/s", "")));
        }
        var number = written.shown().equals("`" + written.text() + "`")
                && written.text().matches("[1-9][0-9]{0,6}");
        return new Parsed.Bad<>(
                written.shown() + " isn't a rate such as 1000/s",
                number ? "write %s/s".formatted(written.text()) : "write messages a second as 1000/s, or none");
    }
}
