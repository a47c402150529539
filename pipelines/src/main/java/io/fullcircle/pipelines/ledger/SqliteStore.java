package io.fullcircle.pipelines.ledger;

import io.fullcircle.connector.base.EnvironmentException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The ledger in one file, {@code ledger.db}. All writing of the process goes through one connection, one transaction at
 * a time; other processes wait for theirs, at most 10 s. The file is written ahead and not
 * synchronised at each commit: a killed process loses nothing, a machine that loses power the last moments at most, and
 * their rows are sent again with equal ids.
 */
final class SqliteStore implements Store {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Three batches of receipts fit into one. */
    private static final int PAGE_BYTES = 8192;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final SqliteTrouble trouble;
    private final FileLocks locks;
    private final SQLiteDataSource readers;
    private final Connection connection;
    private final Jdbi writer;
    private final Jdbi reader;
    private final ReentrantLock writing = new ReentrantLock();

    SqliteStore(Path home, Clock clock) {
        this(home, clock, PATIENCE);
    }

    /** @param patience how long to wait for another process that writes */
    SqliteStore(Path home, Clock clock, Duration patience) {
        file = file(home);
        trouble = new SqliteTrouble(file);
        makeFile();
        locks = new FileLocks(home.resolve("locks"), clock);
        readers = source(SQLiteConfig.TransactionMode.DEFERRED, patience);
        reader = Jdbi.create(readers);
        try {
            connection =
                    source(SQLiteConfig.TransactionMode.IMMEDIATE, patience).getConnection();
        } catch (SQLException e) {
            throw trouble.explain(e);
        }
        writer = Jdbi.create(connection);
        try {
            locks.exclusively(".schema", this::prepare);
        } catch (RuntimeException e) {
            close();
            throw trouble.explain(e);
        }
    }

    static Path file(Path home) {
        return home.resolve("ledger.db").toAbsolutePath();
    }

    private SQLiteDataSource source(SQLiteConfig.TransactionMode mode, Duration patience) {
        var config = new SQLiteConfig();
        config.setBusyTimeout((int) patience.toMillis());
        config.setTransactionMode(mode);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** Never opens an existing file: to close it again would take SQLite's locks of this process away. */
    private void makeFile() {
        try {
            Files.createDirectories(file.getParent(), ownerOnlyFolder());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw new EnvironmentException(
                    "the ledger " + file + " can't be made: " + e,
                    "make the folder writable, or set FULLCIRCLE_HOME to another one",
                    e);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> ownerOnlyFolder() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    }

    /** One process at a time. What decides on the file's layout comes first: it holds for an empty file only. */
    private void prepare() {
        writer.useHandle(handle -> {
            handle.execute("pragma page_size = " + PAGE_BYTES);
            handle.execute("pragma auto_vacuum = incremental");
            handle.execute("pragma journal_mode = wal");
            handle.execute("pragma journal_size_limit = 67108864");
            handle.execute("pragma wal_autocheckpoint = 2000");
        });
        if (isBehind()) {
            Schema.migrate(readers, "sqlite", Optional.empty());
        }
    }

    private boolean isBehind() {
        return writer.withHandle(handle -> {
            boolean exists = handle.createQuery("select count(*) from sqlite_master where name = :name")
                            .bind("name", Schema.HISTORY)
                            .mapTo(Integer.class)
                            .one()
                    > 0;
            return Schema.isBehind(handle, exists, "the ledger " + file);
        });
    }

    @Override
    public <R> R read(HandleCallback<R, RuntimeException> work) {
        try {
            return reader.inTransaction(work);
        } catch (RuntimeException e) {
            throw trouble.explain(e);
        }
    }

    @Override
    public <R> R write(HandleCallback<R, RuntimeException> work) {
        writing.lock();
        try {
            return writer.inTransaction(work);
        } catch (RuntimeException e) {
            throw trouble.explain(e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public <R> R erase(HandleCallback<R, RuntimeException> work) {
        writing.lock();
        try {
            writer.useHandle(handle -> handle.execute("pragma secure_delete = on"));
            try {
                return write(work);
            } finally {
                writer.useHandle(handle -> handle.execute("pragma secure_delete = off"));
            }
        } catch (RuntimeException e) {
            throw trouble.explain(e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public Locks locks() {
        return locks;
    }

    /** Opens a connection for each use: the file is the owner of all that would be worth keeping. */
    @Override
    public DataSource database() {
        return source(SQLiteConfig.TransactionMode.IMMEDIATE, PATIENCE);
    }

    @Override
    public void reclaim() {
        writing.lock();
        // An update is run to its end; as a query, the first would free one page.
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("pragma incremental_vacuum");
            statement.executeUpdate("pragma wal_checkpoint(truncate)");
        } catch (SQLException e) {
            throw trouble.explain(e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw trouble.explain(e);
        } finally {
            writing.unlock();
        }
    }
}
