package io.patchbay.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.patchbay.gateway.health.CannotStart;
import java.nio.file.Path;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * The database, brought up to date when opened. SQLite in a file of the data directory: readers never wait for the writer
 * (WAL), and a transaction takes the write lock when it begins, so that none fails half-way because another got there first.
 */
public final class Database implements AutoCloseable {
    static final String FILE = "patchbay.db";

    private static final int CONNECTIONS = 4;
    private static final int BUSY_MILLIS = 5_000;

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        jdbi = Jdbi.create(pool);
    }

    /** @throws CannotStart where it cannot be opened, or was made by a later version */
    public static Database open(Path dataDirectory) {
        Path file = dataDirectory.resolve(FILE);
        HikariDataSource pool = null;
        try {
            pool = new HikariDataSource(settings(file));
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return new Database(pool);
        } catch (RuntimeException e) { // Hikari's and Flyway's have no ancestor of their own in common
            if (pool != null) {
                pool.close();
            }
            throw new CannotStart(
                    "the database %s cannot be used: %s; a newer Patchbay may have made it"
                            .formatted(file, firstLine(e)),
                    e);
        }
    }

    Jdbi jdbi() {
        return jdbi;
    }

    @Override
    public void close() {
        pool.close();
    }

    private static HikariConfig settings(Path file) {
        Properties sqlite = new Properties();
        sqlite.setProperty("journal_mode", "WAL");
        sqlite.setProperty("synchronous", "NORMAL"); // with WAL a power cut may cost the last commits, never the file
        sqlite.setProperty("busy_timeout", Integer.toString(BUSY_MILLIS));
        sqlite.setProperty("foreign_keys", "true");
        sqlite.setProperty("transaction_mode", "IMMEDIATE");
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setJdbcUrl("jdbc:sqlite:" + file);
        config.setDataSourceProperties(sqlite);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        return config;
    }

    private static String firstLine(Throwable fault) {
        return String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    }
}
