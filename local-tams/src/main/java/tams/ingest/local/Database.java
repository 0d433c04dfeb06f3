package tams.ingest.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's memory: one H2 file, {@code tams.mv.db}.
 *
 * <p>H2 closes a file that it cannot write to, a full disk's above all, and never tries again. So after such a failure the
 * file is opened anew, with what was flushed to it, at the next call; what fails for want of space is {@link
 * Refusal#noSpace}.
 *
 * <p>Many transactions read at once, each from its own snapshot; one writes at a time, so a check and the change that
 * rests on it cannot be torn apart. When {@link #write} returns, the change is on the disk: H2 by itself writes up to
 * half a second later, so every write ends with a checkpoint that is flushed through (0.2 ms measured on an SSD).
 */
final class Database implements AutoCloseable {

    /** Readers at once; the API has no more threads than this. */
    static final int CONNECTIONS_MAX = 40;

    /**
     * How long space of superseded pages is kept before it is used again. H2's 45 s let the file grow to gigabytes at
     * hundreds of commits a second; each commit is flushed here, so nothing depends on old pages.
     */
    private static final int RETENTION_MS = 1_000;

    private static final String OPTIONS =
            ";DB_CLOSE_ON_EXIT=FALSE;FILE_LOCK=FS;QUERY_CACHE_SIZE=64;RETENTION_TIME=" + RETENTION_MS;

    private static final Logger LOGGER = LoggerFactory.getLogger(Database.class);

    /** What H2 says once it has given a file up. */
    private static final Set<Integer> CLOSED = Set.of(
            ErrorCode.GENERAL_ERROR_1,
            ErrorCode.OBJECT_CLOSED,
            ErrorCode.IO_EXCEPTION_1,
            ErrorCode.IO_EXCEPTION_2,
            ErrorCode.FILE_CORRUPTED_1,
            ErrorCode.CONNECTION_BROKEN_1,
            ErrorCode.DATABASE_IS_CLOSED,
            ErrorCode.DATABASE_CALLED_AT_SHUTDOWN);

    /** Less room than this on the disk explains a failure; H2 writes some pages of 4 KB at a time, and a table's worth. */
    private static final long SPACE_LOW_BYTES = 1 << 20;

    private final Path folder;
    private final ReentrantLock writing = new ReentrantLock(true);
    private volatile JdbcConnectionPool pool;
    private volatile boolean closed;
    private volatile Runnable committed = () -> {};

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T in(Sql sql) throws SQLException;
    }

    private Database(Path folder) {
        this.folder = folder.toAbsolutePath();
        this.pool = pool(this.folder);
    }

    private static JdbcConnectionPool pool(Path folder) {
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("tams") + OPTIONS, "tams", "");
        pool.setMaxConnections(CONNECTIONS_MAX);
        return pool;
    }

    /**
     * Opens or makes the database.
     *
     * @throws IllegalStateException saying what keeps the file from being opened
     */
    static Database open(Path folder) {
        Path file = folder.resolve("tams.mv.db");
        Database database = new Database(folder);
        try {
            database.write(sql -> Schema.migrate(sql, file));
            return database;
        } catch (RuntimeException e) {
            database.pool.dispose();
            if (e.getCause() instanceof SQLException refused
                    && refused.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                throw new IllegalStateException(
                        file + " is open in another process: stop that one, or choose another data folder", e);
            }
            throw e;
        }
    }

    /** Runs {@code work} on a snapshot; once more where H2 turns out to have closed its file. */
    <T> T read(Work<T> work) {
        try {
            return readOnce(work);
        } catch (SQLException e) {
            if (!hasClosed(e)) {
                throw failed(e);
            }
        }
        try {
            return readOnce(work);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private <T> T readOnce(Work<T> work) throws SQLException {
        try (Connection connection = connect()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                return work.in(new Sql(connection));
            } finally {
                connection.rollback();
            }
        }
    }

    private Connection connect() throws SQLException {
        if (closed) {
            reopen();
        }
        return pool.getConnection();
    }

    private synchronized void reopen() throws SQLException {
        if (closed) {
            pool.dispose();
            pool = pool(folder);
            pool.getConnection().close();
            closed = false;
            LOGGER.atWarn()
                    .addKeyValue("folder", folder)
                    .log("the database was opened anew after it could not be written to");
        }
    }

    /** Whether H2 has given its file up, which is remembered. */
    private boolean hasClosed(SQLException e) {
        boolean now = CLOSED.contains(e.getErrorCode());
        if (now) {
            closed = true;
        }
        return now;
    }

    /** Has {@code listener} called after each write, by the thread that wrote. */
    void onCommit(Runnable listener) {
        committed = listener;
    }

    /** Runs {@code work} alone; all of it lasts or, when it throws, none of it. */
    <T> T write(Work<T> work) {
        T result = writeAlone(work);
        committed.run();
        return result;
    }

    private <T> T writeAlone(Work<T> work) {
        writing.lock();
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            try {
                T result = work.in(new Sql(connection));
                connection.commit();
                flush(connection);
                return result;
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            // Not repeated: H2 may have kept the change before it gave up.
            var unused = hasClosed(e);
            throw failed(e);
        } finally {
            writing.unlock();
        }
    }

    private static void flush(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
    }

    private RuntimeException failed(SQLException e) {
        try {
            long space = Files.getFileStore(folder).getUsableSpace();
            if (space < SPACE_LOW_BYTES) {
                return Refusal.noSpace(folder, space);
            }
        } catch (IOException unknown) {
            e.addSuppressed(unknown);
        }
        return new IllegalStateException("the store's database failed: " + e.getMessage(), e);
    }

    /** Waits for the writer, then closes the file. */
    @Override
    public void close() {
        writing.lock();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            pool.dispose();
            writing.unlock();
        }
    }
}
