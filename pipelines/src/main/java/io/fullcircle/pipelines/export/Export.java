package io.fullcircle.pipelines.export;

import io.fullcircle.connector.base.ConfigurationException;
import io.fullcircle.connector.base.EnvironmentException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes a list: the whole file or none of it, readable by its owner only, or to stdout. Memory doesn't grow with the
 * rows.
 *
 * @param file where it goes; empty for stdout, which takes no Parquet
 */
public record Export(Format format, List<Column> columns, Optional<Path> file) {
    public Export {
        columns = List.copyOf(columns);
        if (format == Format.parquet && file.isEmpty()) {
            throw new ConfigurationException("Parquet doesn't go to a terminal", "name a file by --out");
        }
    }

    /** @param rows hands the rows to the sheet that it is given */
    public void write(Writer stdout, Consumer<Sheet> rows) {
        if (file.isEmpty()) {
            toStdout(stdout, rows);
            return;
        }
        Path target = file.get().toAbsolutePath();
        try {
            Path fresh = fresh(target);
            try {
                fill(fresh, target, rows);
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException | UncheckedIOException | SQLException e) {
            throw new EnvironmentException(
                    file.get() + " can't be written: " + e, "give --out a folder that can be written", e);
        }
    }

    private void toStdout(Writer stdout, Consumer<Sheet> rows) {
        try {
            rows.accept(sheet(stdout, true));
            stdout.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(Path fresh, Path target, Consumer<Sheet> rows) throws IOException, SQLException {
        if (format != Format.parquet) {
            fill(fresh, true, rows);
            return;
        }
        Path csv = fresh(target);
        try {
            fill(csv, false, rows);
            Parquet.convert(csv, fresh, columns);
        } finally {
            Files.deleteIfExists(csv);
        }
    }

    private void fill(Path path, boolean forPeople, Consumer<Sheet> rows) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(path)) {
            rows.accept(sheet(writer, forPeople));
        }
    }

    private Sheet sheet(Writer writer, boolean forPeople) {
        return switch (format) {
            case jsonl -> new JsonLines(writer, columns);
            case csv, parquet -> new CsvSheet(writer, columns, forPeople);
        };
    }

    /** A temporary file beside the target, which only its owner reads. */
    private static Path fresh(Path target) throws IOException {
        return Files.createTempFile(target.getParent(), "." + target.getFileName(), ".new");
    }
}
