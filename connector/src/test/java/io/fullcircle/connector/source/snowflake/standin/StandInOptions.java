package io.fullcircle.connector.source.snowflake.standin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a stand-in starts.
 *
 * @param port 0 takes any
 * @param account the only account that exists
 * @param file a DuckDB file, opened read-only, whose tables appear in the database; null for none
 * @param init statements in Snowflake's SQL, run once at start
 */
public record StandInOptions(
        int port, String account, Path file, List<String> init, List<User> users, Sizes sizes, Lifetimes lifetimes) {
    /** The warehouse that exists. */
    public static final String WAREHOUSE = "COMPUTE_WH";

    /** The database that exists at start, with the schema PUBLIC. */
    public static final String DATABASE = "DEMO";

    /**
     * How results are cut.
     *
     * @param inlineRows the first rows, which travel in the reply itself
     * @param chunkRows at most, in a chunk; the session's CLIENT_RESULT_CHUNK_SIZE bounds it, too
     * @param gzip whether chunks are compressed, as Snowflake's are
     */
    public record Sizes(int inlineRows, int chunkRows, boolean gzip) {}

    /**
     * How long things live, on the moved clock, but for {@code poll}.
     *
     * @param session of a session's token; an hour at Snowflake
     * @param master of its master token, since the last request; four hours at Snowflake
     * @param chunkUrl of a chunk's address; about six hours at Snowflake
     * @param poll real time after which a running statement is answered with "in progress"; 45 s at Snowflake
     */
    public record Lifetimes(Duration session, Duration master, Duration chunkUrl, Duration poll) {}

    public StandInOptions {
        init = List.copyOf(init);
        users = List.copyOf(users);
    }

    public static StandInOptions defaults() {
        return new StandInOptions(
                0,
                "test",
                null,
                List.of(),
                List.of(),
                new Sizes(500, 50_000, true),
                new Lifetimes(Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(6), Duration.ofSeconds(45)));
    }

    public StandInOptions withPort(int other) {
        return new StandInOptions(other, account, file, init, users, sizes, lifetimes);
    }

    public StandInOptions withAccount(String other) {
        return new StandInOptions(port, other, file, init, users, sizes, lifetimes);
    }

    public StandInOptions withFile(Path other) {
        return new StandInOptions(port, account, other, init, users, sizes, lifetimes);
    }

    public StandInOptions withInit(String script) {
        var scripts = new ArrayList<>(init);
        scripts.add(script);
        return new StandInOptions(port, account, file, scripts, users, sizes, lifetimes);
    }

    public StandInOptions withUser(User user) {
        var all = new ArrayList<>(users);
        all.add(user);
        return new StandInOptions(port, account, file, init, all, sizes, lifetimes);
    }

    public StandInOptions withSizes(Sizes other) {
        return new StandInOptions(port, account, file, init, users, other, lifetimes);
    }

    public StandInOptions withLifetimes(Lifetimes other) {
        return new StandInOptions(port, account, file, init, users, sizes, other);
    }

    public StandInOptions withPoll(Duration poll) {
        return withLifetimes(new Lifetimes(lifetimes.session, lifetimes.master, lifetimes.chunkUrl, poll));
    }
}
