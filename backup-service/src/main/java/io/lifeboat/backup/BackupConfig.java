package io.lifeboat.backup;

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

    /** How long a replica may work on one job before another takes it for dead. Longer than any snapshot takes. */
    @WithDefault("2h")
    Duration claimFor();

    /** How often jobs of a replica that died are looked for. New ones don't wait for it. */
    @WithDefault("5s")
    Duration pollEvery();

    /** Whether the daily snapshots of the catalog are taken; commands are obeyed either way. */
    @WithDefault("true")
    boolean scheduled();
}
