package tams.ingest.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * The store's memory: one H2 file, {@code tams.mv.db}.
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

    private final JdbcConnectionPool pool;
    private final ReentrantLock writing = new ReentrantLock(true);
    private volatile Runnable committed = () -> {};

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T in(Sql sql) throws SQLException;
    }

    private Database(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    /**
     * Opens or makes the database.
     *
     * @throws IllegalStateException saying what keeps the file from being opened
     */
    static Database open(Path folder) {
        Path file = folder.resolve("tams.mv.db");
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                "jdbc:h2:file:" + folder.toAbsolutePath().resolve("tams") + OPTIONS, "tams", "");
        pool.setMaxConnections(CONNECTIONS_MAX);
        Database database = new Database(pool);
        try {
            database.write(sql -> Schema.migrate(sql, file));
            return database;
        } catch (RuntimeException e) {
            pool.dispose();
            if (e.getCause() instanceof SQLException refused
                    && refused.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                throw new IllegalStateException(
                        file + " is open in another process: stop that one, or choose another data folder", e);
            }
            throw e;
        }
    }

    <T> T read(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                return work.in(new Sql(connection));
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
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
        try (Connection connection = pool.getConnection()) {
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

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("the store's database failed: " + e.getMessage(), e);
    }

    /** Waits for the writer, then closes the file. */
    @Override
    public void close() {
        writing.lock();
        try (Connection connection = pool.getConnection();
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
