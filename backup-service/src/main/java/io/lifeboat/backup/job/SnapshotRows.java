package io.lifeboat.backup.job;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class SnapshotRows implements PanacheRepositoryBase<SnapshotEntity, String> {}
