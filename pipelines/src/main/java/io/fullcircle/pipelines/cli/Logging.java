package io.fullcircle.pipelines.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The log, on stderr: for people by default, as JSON lines when asked for. Set up in code, because reading a file for
 * it would take longer than the rest of the start.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    /** How much is told. */
    enum Detail {
        QUIET(Level.ERROR, Level.ERROR),
        NORMAL(Level.INFO, Level.WARN),
        VERBOSE(Level.DEBUG, Level.INFO);

        private final Level ours;
        private final Level others;

        Detail(Level ours, Level others) {
            this.ours = ours;
            this.others = others;
        }
    }

    /** How a line looks. */
    enum Form {
        text,
        json
    }

    private static Detail detail = Detail.NORMAL;
    private static Form form = Form.text;

    /** To be called before the first line is logged, by the main thread. */
    static void choose(Detail chosenDetail, Form chosenForm) {
        detail = chosenDetail;
        form = chosenForm;
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context));
        appender.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(detail.others);
        root.addAppender(appender);
        context.getLogger("io.fullcircle").setLevel(detail.ours);
        // The pool reports what the command says anyway, with the driver's own words.
        context.getLogger("com.zaxxer.hikari").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context) {
        if (form == Form.json) {
            var json = new JsonEncoder();
            json.setWithFormattedMessage(true);
            json.setWithMessage(false);
            json.setWithArguments(false);
            json.setContext(context);
            json.start();
            return json;
        }
        var text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern("%d{HH:mm:ss} %-5level %msg%n%ex{short}");
        text.start();
        return text;
    }
}
