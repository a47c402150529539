package io.fullcircle.pipelines.config;

import io.fullcircle.connector.source.Option;
import io.fullcircle.connector.source.Settings;
import io.fullcircle.connector.source.Source;
import io.fullcircle.connector.source.SourceProvider;
import java.util.List;

/** A provider that the service loader can make. */
public final class NoticedProvider implements SourceProvider {
    @Override
    public String type() {
        return "noticed";
    }

    @Override
    public String description() {
        return "Found on the class path.";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public Source create(Settings settings) {
        return new FakeSources.Answers(List.of());
    }
}
