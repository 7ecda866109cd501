package io.lifeboat.backup.repository;

import java.time.Instant;

/**
 * {@code repo.json}.
 *
 * @param format of everything in the repository
 * @param id unique; manifests are bound to it
 * @param encrypted whether packs and manifests are
 */
record RepositoryInfo(int format, String id, boolean encrypted, Instant createdAt) {

    static final int FORMAT = 1;
}
