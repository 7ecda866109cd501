package io.lifeboat.backup;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The bucket's endpoint and region are configured by {@code quarkus.s3.*}, its keys as every AWS client's. */
@ConfigMapping(prefix = "lifeboat.backup")
public interface BackupConfig {

    /** Where a place of the catalog is on this machine, by the place's id: {@code file:/folder}, {@code /folder} or {@code s3://bucket/prefix}. */
    Map<String, String> places();

    /** {@code file:/path} of the repositories' key file, or {@code env:NAME} of a variable that holds a passphrase. */
    Optional<String> key();

    /** {@code off} for new repositories that are not encrypted. */
    @WithDefault("on")
    String encryption();

    /** How long one place may take no data before a snapshot goes on without it. */
    @WithDefault("30s")
    Duration patience();

    /** How long a job may run. Then it is given up, and that is told. Longer than any snapshot, restore or drill takes. */
    @WithDefault("2h")
    Duration claimFor();

    /** How often jobs of a replica that died are looked for. New ones don't wait for it. */
    @WithDefault("5s")
    Duration pollEvery();

    /** Whether the daily snapshots of the catalog are taken; commands are obeyed either way. */
    @WithDefault("true")
    boolean scheduled();

    /** How long an incident holds its snapshots after it is closed. */
    @WithDefault("7d")
    Duration holdAfterIncident();

    /** Whether snapshots are restored beside what runs after the catalog's kinds; commands are obeyed either way. */
    Drill drill();

    /** Restores that prove the backups. */
    interface Drill {

        @WithDefault("true")
        boolean scheduled();

        /** Where a snapshot is restored to; as big as what is restored. */
        @WithDefault("state/backup-service/drills")
        String folder();

        /** PostgreSQL's programs, with {@code {version}} for its major version. */
        @WithDefault("/usr/lib/postgresql/{version}/bin")
        String programs();

        /** How long PostgreSQL may recover, and each look at it may take. */
        @WithDefault("1h")
        Duration within();
    }

    StandbyState standbyState();

    /** How far a standby's copy of the trading state is behind, where the catalog names one. */
    interface StandbyState {

        @WithDefault("5s")
        Duration every();

        /** How long the two may take to be read. Then they are given up for this time, and that is told. */
        @WithDefault("30s")
        Duration within();
    }

    Wal wal();

    /** The WAL of the databases, received while it is written. */
    interface Wal {

        /** Who may replicate ({@code REPLICATION}); without it no WAL is received. */
        Optional<String> user();

        /** {@code env:NAME} or {@code file:/path} of its password; none where the server wants none. */
        Optional<String> password();

        /** The replication slot; made if it is not there. */
        @WithDefault("lifeboat_wal")
        String slot();

        /** Where WAL waits for the places. */
        @WithDefault("state/backup-service/wal")
        String spool();

        /** Beyond it only what no place has is kept. */
        @WithDefault("8G")
        MemorySize spoolLimit();

        /** How often the server is given a line to pass on: what it measures is no finer than that. */
        @WithDefault("1s")
        Duration heartbeatEvery();

        /** The longest that a byte waits for a folder. */
        @WithDefault("2s")
        Duration localEvery();

        /** The longest that a byte waits for a bucket. */
        @WithDefault("20s")
        Duration offsiteEvery();
    }
}
