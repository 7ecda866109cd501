package io.lifeboat.notifier.page;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class PageRows implements PanacheRepositoryBase<PageEntity, UUID> {}
