package io.fullcircle.pipelines.config;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.operator.Query;
import io.fullcircle.connector.source.Column;
import io.fullcircle.connector.source.Cursor;
import io.fullcircle.connector.source.Option;
import io.fullcircle.connector.source.Option.Kind;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.SourceProvider;
import io.fullcircle.connector.source.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Source providers as data, without a database behind them. */
public final class FakeSources {
    private FakeSources() {}

    /** A file of rows, and a server whose address has a form. */
    public static List<SourceProvider> providers() {
        return List.of(file(() -> new Answers(List.of())), server());
    }

    public static SourceProvider file(Supplier<Source> source) {
        return new Provider(
                "duckdb",
                List.of(
                        new Option("path", Kind.PATH, false, "The database file; in memory when absent."),
                        new Option("read_only", Kind.BOOLEAN, false, "Whether it is opened for reading.")),
                source);
    }

    private static SourceProvider server() {
        return new Provider(
                "postgres",
                List.of(
                        new Option("url", Kind.TEXT, true, "Where it is: jdbc:postgresql://host/database."),
                        new Option("user", Kind.TEXT, false, "Who reads."),
                        new Option("password", Kind.SECRET, false, "Their password."),
                        new Option("fetch_size", Kind.INTEGER, false, "Rows fetched at once."),
                        new Option("timeout", Kind.DURATION, false, "How long a connection may take."),
                        new Option("properties", Kind.MAP, false, "Whatever else the driver takes.")),
                () -> new Answers(List.of())) {
            @Override
            public Map<String, String> check(Settings settings) {
                var url = settings.text("url").orElse("");
                if (url.isEmpty()) {
                    return Map.of("", "needs an address");
                }
                if (settings.text("user").isEmpty()) {
                    return Map.of("user", "is missing, and the url names none");
                }
                return url.startsWith("jdbc:postgresql://")
                        ? Map.of()
                        : Map.of("url", url + " doesn't begin with jdbc:postgresql://");
            }
        };
    }

    private static class Provider implements SourceProvider {
        private final String type;
        private final List<Option> options;
        private final Supplier<Source> source;

        Provider(String type, List<Option> options, Supplier<Source> source) {
            this.type = type;
            this.options = options;
            this.source = source;
        }

        @Override
        public String type() {
            return type;
        }

        @Override
        public String description() {
            return "A source called " + type + ".";
        }

        @Override
        public List<Option> options() {
            return options;
        }

        @Override
        public Optional<String> refusalToWrite(Settings settings, String schema) {
            boolean keeps = type.equals("postgres") || settings.path("path").isPresent();
            return keeps ? Optional.empty() : Optional.of("is kept nowhere: the database is in memory");
        }

        @Override
        public Source create(Settings settings) {
            return source.get();
        }
    }

    /** A source with these tables; a query for another table fails as a database's does. */
    public record Answers(List<Table> tables) implements Source {
        @Override
        public Cursor open(Query query) {
            throw new UnsupportedOperationException("nothing is read here");
        }

        @Override
        public List<Column> describe(Query query) {
            return tables.stream()
                    .filter(table -> table.name().equals(query.table()))
                    .findFirst()
                    .orElseThrow(() ->
                            new ConfigurationException("there is no table " + query.table(), "see `fullcircle tables`"))
                    .columns();
        }

        @Override
        public void close() {}
    }
}
