package io.fullcircle.pipelines.cli;

import static io.fullcircle.pipelines.cli.Commands.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the guard does with runs, and what a plan tells of them beforehand. */
class GuardRunTest extends RunsProgram {
    private static final int ROWS = 2_000;
    private static final int DAYS = 30;

    private static final String GUARD = """
            guard:
              rows: {min: 1, max_change: 50%}
              score: {between: [0, 1], nulls: 1%, shift: {warn: 0.1, hold: 0.25}}
            """;

    /** Evenly spread, and the same at every reading. */
    private static final String SCORE = "(hash(i) % 10000) / 10000.0";

    /** One pipeline, whatever its file: what one file's run left, another's is compared with. */
    private void pipeline(String file, int rows, String score, String more) throws IOException {
        program.write(file, """
                pipeline: scores
                source: {type: duckdb}
                operators:
                  - name: scores
                    sql: select 'c' || i as customer_id, %s as score from range(%d) t(i)
                action:
                  type: segment.track
                  write_key: test
                  endpoint: %s
                  event_name: Scored
                  customer_id: customer_id
                  properties: [score]
                %s
                """.formatted(score, rows, receiver.uri(), more));
    }

    private List<Program.Result> run(String... lines) throws IOException {
        var all = new ArrayList<List<String>>();
        for (String one : lines) {
            all.add(line(one));
        }
        return Commands.run(program, folder, all);
    }

    private long arrived() {
        return receiver.stats().messages().unique();
    }

    @Test
    void holdsAModelThatReturnsAllZerosUntilAPersonLetsItThrough() throws IOException {
        pipeline("good.yaml", ROWS, SCORE, GUARD);
        pipeline("zeros.yaml", ROWS, "0", GUARD);
        pipeline("ones.yaml", ROWS, "1", GUARD);
        var results = run(
                "run good.yaml --report good.json",
                "run zeros.yaml --report zeros.json",
                "run ones.yaml --accept-hold",
                "run zeros.yaml --accept-hold --quiet",
                "run zeros.yaml --accept-hold --report accepted.json",
                "run zeros.yaml",
                "run zeros.yaml --accept-hold");
        assertThat(results).extracting(Program.Result::exit).containsExactly(0, 5, 5, 5, 0, 0, 2);
        assertThat(results.get(0).err()).contains("guard: score: there is no accepted run", "skipped");
        assertThat(results.get(1).err())
                .contains("the guard holds scores: nothing was sent")
                .containsPattern("score: the population stability index is [89]\\.[0-9]+, the mean 0 after 0\\.[0-9]+;"
                        + " a warning above 0\\.1; held above 0\\.25")
                .contains("fullcircle run zeros.yaml --accept-hold");
        assertThat(results.get(1).sum())
                .startsWith("read 2000 = delivered 0 + ")
                .contains(" held 2000 ");
        assertThat(results.get(2).err()).contains("the rows are not those that run 2");
        assertThat(results.get(4).sum()).startsWith("read 2000 = delivered 2000 + ");
        assertThat(results.get(4).err()).contains("let through");
        assertThat(results.get(6).err()).contains("there is nothing to accept");
        assertThat(arrived()).isEqualTo(2 * ROWS);

        JsonNode held = program.json("zeros.json");
        assertThat(held.get("state").asString()).isEqualTo("held");
        assertThat(held.at("/guard/verdict").asString()).isEqualTo("held");
        assertThat(held.at("/guard/baseline").asString())
                .isEqualTo(program.json("good.json").get("run").asString());
        JsonNode shift = check(held, "score.shift");
        assertThat(shift.get("outcome").asString()).isEqualTo("held");
        assertThat(shift.at("/numbers/psi").asDouble()).isGreaterThan(1);
        assertThat(shift.at("/numbers/hold").asDouble()).isEqualTo(0.25);
        JsonNode accepted = program.json("accepted.json");
        assertThat(accepted.at("/guard/let_through").asBoolean()).isTrue();
        assertThat(accepted.at("/guard/digest")).isEqualTo(held.at("/guard/digest"));
    }

    private static JsonNode check(JsonNode report, String rule) {
        return report.at("/guard/checks")
                .valueStream()
                .filter(check -> check.get("rule").asString().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void neverHoldsThirtyDaysOfOrdinaryNoise() throws IOException {
        var lines = new String[DAYS + 2];
        lines[DAYS] = "runs show latest --drift drift.svg";
        lines[DAYS + 1] = "runs show latest --json";
        for (int day = 0; day < DAYS; day++) {
            String noise = "((hash(i * 7919 + %d) %% 9999 + 0.5) / 9999.0)".formatted(day);
            String score =
                    "case when hash(i + %d) %% 500 = 0 then 'nan'::double else 1 / (1 + exp(1 + %s - ln(%s / (1 - %s)))) end"
                            .formatted(day, 0.15 * Math.sin(2 * Math.PI * day / 7), noise, noise);
            pipeline("day" + day + ".yaml", ROWS + day * 37 % 400, score, GUARD);
            lines[day] = "run day%d.yaml --report day%d.json".formatted(day, day);
        }
        var results = run(lines);
        assertThat(results).extracting(Program.Result::exit).containsOnly(0);
        for (int day = 1; day < DAYS; day++) {
            JsonNode report = program.json("day" + day + ".json");
            assertThat(report.at("/guard/verdict").asString()).as("day %d", day).isEqualTo("passed");
            assertThat(check(report, "score.shift").at("/numbers/psi").asDouble())
                    .isLessThan(0.1);
            assertThat(report.at("/guard/properties/score/not_finite").asLong()).isBetween(1L, 20L);
        }
        assertThat(results.get(DAYS).out())
                .anySatisfy(shown -> assertThat(shown)
                        .matches("\\s+score: median [▁-█]{30} 0\\.2.* over 30 runs; PSI [▁-█]{29} 0\\.0.*"));
        assertThat(Files.readString(folder.resolve("drift.svg")))
                .startsWith("<svg")
                .contains("score");
        assertThat(JsonMapper.shared()
                        .readTree(results.get(DAYS + 1).out().get(0))
                        .at("/guard/verdict")
                        .asString())
                .isEqualTo("passed");
    }

    @Test
    void stopsARunThatARuleFails() throws IOException {
        pipeline("few.yaml", 10, "0.5", "guard: {rows: {min: 11, then: fail}}");
        pipeline("warned.yaml", 10, "0.5", "guard: {rows: {min: 11, then: warn}}");
        var results = run("run few.yaml --report few.json", "run warned.yaml", "plan few.yaml");
        assertThat(results).extracting(Program.Result::exit).containsExactly(5, 0, 5);
        assertThat(results.get(0).err())
                .contains("the guard fails scores: nothing was sent", "rows: 10 rows read; 11 at least")
                .contains("can't be let through");
        assertThat(results.get(0).sum()).contains(" left 10");
        assertThat(program.json("few.json").get("state").asString()).isEqualTo("failed");
        assertThat(results.get(1).out()).contains("  guard: rows: 10 rows read; 11 at least");
        assertThat(arrived()).isEqualTo(10);
    }

    @Test
    void namesAPropertyThatIsNoNumber() throws IOException {
        pipeline("text.yaml", 10, "'high'", GUARD);
        var result = run("run text.yaml").get(0);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("guard.score: the property score holds texts", "as: number");
        assertThat(arrived()).isZero();
    }

    @Test
    void tellsAPlanAsOneJsonObjectAndLeavesNoTrace() throws IOException {
        pipeline("p.yaml", 250, "case when i < 5 then null else i / 250.0 end", GUARD + "cost: {per_1000_calls: 2}\n");
        var results = run("plan p.yaml --json", "plan p.yaml", "plan p.yaml --json --sample 7", "runs --json");
        assertThat(results).extracting(Program.Result::exit).containsExactly(5, 5, 5, 0);
        assertThat(results.get(0).out()).hasSize(1);
        JsonNode plan = JsonMapper.shared().readTree(results.get(0).out().get(0));
        assertThat(plan.at("/rows/read").asLong()).isEqualTo(250);
        assertThat(plan.at("/rows/to_send").asLong()).isEqualTo(250);
        assertThat(plan.get("calls").asLong()).isEqualTo(250);
        assertThat(plan.get("requests").asLong()).isEqualTo(3);
        assertThat(plan.get("seconds").isNumber()).isTrue();
        assertThat(plan.get("cost").asDouble()).isEqualTo(0.5);
        assertThat(plan.get("samples")).hasSize(10);
        assertThat(plan.at("/samples/0/type").asString()).isEqualTo("track");
        assertThat(plan.get("bytes").asLong())
                .isBetween(
                        250 * plan.at("/sizes/min").asLong(),
                        250 * plan.at("/sizes/max").asLong());
        assertThat(plan.get("largest")).hasSize(5);
        assertThat(plan.at("/events/0/event").asString()).isEqualTo("Scored");
        assertThat(check(plan, "score.nulls").get("outcome").asString()).isEqualTo("held");
        assertThat(results.get(1).out())
                .contains("  rows      250 read: 250 to send")
                .contains(
                        "            held  score: 2% of 250 calls have no value (5 null, 0 NaN or infinite); 1% at most");
        JsonNode sampled = JsonMapper.shared().readTree(results.get(2).out().get(0));
        assertThat(sampled.at("/rows/read").asLong()).isEqualTo(7);
        assertThat(sampled.get("sampled").asBoolean()).isTrue();
        assertThat(results.get(3).out()).isEmpty();
        assertThat(arrived()).isZero();
    }

    @Test
    void holdsARunWhoseRowsMovedSinceThePlan() throws IOException {
        pipeline("p.yaml", 100, "0.5", "");
        var plan = run("plan p.yaml --json").get(0);
        assertThat(plan.exit()).isZero();
        String text = plan.out().get(0);
        program.write("same.json", text);
        program.write("moved.json", text.replace("\"calls\":100", "\"calls\":94"));
        program.write("near.json", text.replace("\"calls\":100", "\"calls\":96"));
        program.write("other.json", text.replace("\"scores\"", "\"sales\""));
        program.write("sampled.json", text.replace("\"sampled\":false", "\"sampled\":true"));
        program.write("none.json", "{}");
        var results = run(
                "run p.yaml --plan moved.json",
                "run p.yaml --plan near.json --tolerance 1%",
                "run p.yaml --plan other.json",
                "run p.yaml --plan sampled.json",
                "run p.yaml --plan none.json",
                "run p.yaml --plan near.json",
                "run p.yaml --plan same.json --tolerance 0%");
        assertThat(results).extracting(Program.Result::exit).containsExactly(5, 5, 2, 2, 2, 0, 0);
        assertThat(results.get(0).err())
                .contains("plan: 100 calls to send, 94 were planned, 6.383% moved; 5.000% at most");
        assertThat(results.get(2).err()).contains("other.json is a plan of sales");
        assertThat(results.get(3).err()).contains("is a plan of some rows only");
        assertThat(arrived()).isEqualTo(100);
    }
}
