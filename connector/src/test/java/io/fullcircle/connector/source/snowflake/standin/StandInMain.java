package io.fullcircle.connector.source.snowflake.standin;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The stand-in as a program, to try Snowflake pipelines offline. Its first line on stdout is {@code listening on} and the
 * address; it runs until it is ended.
 */
@Command(
        name = "snowflake-stand-in",
        mixinStandardHelpOptions = true,
        description = "Speaks Snowflake's protocol on 127.0.0.1 and answers from DuckDB: database DEMO, schema PUBLIC,"
                + " warehouse COMPUTE_WH. It is no Snowflake: SQL beyond the common ground of both fails.")
final class StandInMain implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "N", description = "0, the default, takes any free port")
    private int port;

    @Option(names = "--account", paramLabel = "NAME", description = "the account that exists; default: test")
    private String account = "test";

    @Option(
            names = "--database",
            paramLabel = "FILE",
            description = "a DuckDB file; its tables appear in DEMO.PUBLIC, names in upper case; opened read-only")
    private Path database;

    @Option(names = "--init", paramLabel = "FILE", description = "statements in Snowflake's SQL, run first; repeatable")
    private List<Path> init = List.of();

    @Option(names = "--user", paramLabel = "NAME", description = "who may log in; default: tester")
    private String user = "tester";

    @Option(names = "--password", paramLabel = "TEXT", description = "of this user")
    private String password;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "of this user: PEM, as 'openssl rsa -pubout' makes")
    private Path publicKey;

    @Option(names = "--token", paramLabel = "TEXT", description = "of this user: access token, or OAuth token")
    private String token;

    @Option(names = "--role", paramLabel = "NAME", description = "of this user, besides PUBLIC; repeatable")
    private List<String> roles = List.of();

    @Option(names = "--no-warehouse", description = "this user has none")
    private boolean isPoor;

    @Option(names = "--trial-ended", description = "this user's account is suspended")
    private boolean isTrialEnded;

    @Option(names = "--inline-rows", paramLabel = "N", description = "rows in the reply itself; default: 500")
    private int inlineRows = 500;

    @Option(names = "--chunk-rows", paramLabel = "N", description = "rows of a chunk at most; default: 50000")
    private int chunkRows = 50_000;

    @Option(names = "--no-gzip", description = "chunks are not compressed")
    private boolean isPlain;

    @Option(
            names = "--poll",
            paramLabel = "SECONDS",
            description = "after these a running query is polled; default: 45")
    private double poll = 45;

    @Option(
            names = "--fault",
            paramLabel = "TEXT",
            description = {
                "what goes wrong, repeatable; each with times=N, default 1:",
                "  'chunk-status chunk=0 status=503'  'chunk-cut chunk=0'  'chunk-late chunk=0 seconds=5'",
                "  'chunk-rows chunk=0 by=1'  'total-rows by=-1'  'query-cut match=select'  'reply-cut match=select'",
                "  'query-slow match=select seconds=9'  'query-error match=select code=630 state=57014 message=...'",
                "  'session-expires after=20'  'master-dies'",
                "while it runs: GET and POST under /admin (statements, fetches, faults, sessions, clock)"
            })
    private List<String> faults = List.of();

    private StandInMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StandInMain()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            // Stdout belongs to the address; the libraries' chatter would come first.
            root.setLevel(Level.OFF);
        }
        StandIn standIn;
        try {
            standIn = StandIn.start(options());
            faults.stream().map(Fault::parse).forEach(standIn.faults()::add);
        } catch (IllegalArgumentException | IllegalStateException | GeneralSecurityException e) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(standIn::close));
        System.out.println("listening on " + standIn.address());
        System.out.println("jdbc: " + standIn.jdbcUrl() + "?ssl=off&account=" + account + "&db="
                + StandInOptions.DATABASE + "&schema=PUBLIC");
        System.out.flush();
        new CountDownLatch(1).await();
        return CommandLine.ExitCode.OK;
    }

    private StandInOptions options() throws IOException, GeneralSecurityException {
        var known = User.named(user);
        if (password != null) known = known.withPassword(password);
        if (publicKey != null) known = known.withKey(key(publicKey));
        if (token != null) known = known.withAccessToken(token).withOAuthToken(token);
        for (var role : roles) known = known.withRole(role);
        if (isPoor) known = known.withoutWarehouse();
        if (isTrialEnded) known = known.withTrialEnded();
        var options = StandInOptions.defaults()
                .withPort(port)
                .withAccount(account)
                .withUser(known)
                .withFile(database)
                .withSizes(new StandInOptions.Sizes(inlineRows, chunkRows, !isPlain))
                .withPoll(Duration.ofMillis((long) (poll * 1000)));
        for (var script : init) options = options.withInit(Files.readString(script));
        return options;
    }

    static PublicKey key(Path pem) throws IOException, GeneralSecurityException {
        var text = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
    }
}
