package io.fullcircle.connector.source.snowflake.standin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * The stand-in's own addresses under {@code /admin}, for people and scripts; no login:
 *
 * <ul>
 *   <li>{@code GET statements}, {@code GET fetches}, {@code GET faults}, {@code GET sessions}
 *   <li>{@code POST faults?add=chunk-status chunk=0 status=503 times=2}, {@code POST faults?clear=yes}
 *   <li>{@code POST clock?advance=PT6H}
 *   <li>{@code POST sessions?expire=tokens}, {@code POST sessions?expire=masters}
 * </ul>
 */
final class Admin {
    private final StandIn standIn;

    Admin(StandIn standIn) {
        this.standIn = standIn;
    }

    Reply answer(Request request) {
        var query = request.query();
        var path = request.path().substring("/admin/".length());
        boolean isChange = request.method().equals("POST");
        return switch (path) {
            case "statements" -> Reply.json(standIn.statements().all());
            case "fetches" -> Reply.json(standIn.chunks().fetches());
            case "sessions" -> {
                if (isChange && "tokens".equals(query.get("expire")))
                    standIn.sessions().expireAll();
                if (isChange && "masters".equals(query.get("expire")))
                    standIn.sessions().expireMasters();
                yield Reply.json(Map.of(
                        "open", standIn.sessions().all().size(),
                        "logins", standIn.sessions().logins(),
                        "renewals", standIn.sessions().renewals(),
                        "heartbeats", standIn.sessions().heartbeats()));
            }
            case "faults" -> {
                if (isChange && query.containsKey("clear")) standIn.faults().clear();
                if (isChange && query.containsKey("add")) standIn.faults().add(Fault.parse(query.get("add")));
                yield Reply.json(standIn.faults().left());
            }
            case "clock" -> {
                if (isChange) standIn.clock().advance(Duration.parse(query.get("advance")));
                yield Reply.json(Map.of("now", standIn.clock().now().toString()));
            }
            default -> new Reply(404, "text/plain", "no such address\n".getBytes(StandardCharsets.UTF_8));
        };
    }
}
