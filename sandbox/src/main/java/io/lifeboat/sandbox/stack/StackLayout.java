package io.lifeboat.sandbox.stack;

import java.nio.file.Path;

/**
 * Where a run finds its programs and keeps its files.
 *
 * @param home the checkout
 * @param work everything that the run writes
 * @param operatorToken what an operator shows to the recovery service
 * @param address where the bot's machines reach Lifeboat
 * @param training whether the services write their ahead-of-time caches when they end
 * @param wal whether the backup service receives the WAL of the bot's database
 */
public record StackLayout(Path home, Path work, String operatorToken, String address, boolean training, boolean wal) {

    public StackLayout(Path home, Path work, String operatorToken, String address, boolean training) {
        this(home, work, operatorToken, address, training, false);
    }

    public StackLayout(Path home, Path work, String operatorToken) {
        this(home, work, operatorToken, "127.0.0.1", false);
    }

    public StackLayout withWal() {
        return new StackLayout(home, work, operatorToken, address, training, true);
    }

    /** Of the bot's role that may replicate. */
    Path replicationPassword() {
        return work.resolve("keys/replication.password");
    }

    /** Lifeboat's PostgreSQL trusts whoever comes from this machine: it is a password all the same, to be kept as one. */
    public String databasePassword() {
        return "database-" + operatorToken;
    }

    /** What the backups are encrypted with. Made when the backup service is first started. */
    public Path backupKey() {
        return work.resolve("keys/backup.key");
    }

    Path s3proxy() {
        return home.resolve("embedded-stack/target/s3proxy/s3proxy.jar");
    }

    /** Unpacked once for all runs of a checkout. */
    public Path postgresBinaries() {
        return home.resolve("embedded-stack/target/postgresql");
    }

    /** The plan as it is shipped. */
    public Path catalog() {
        return home.resolve("catalog");
    }
}
