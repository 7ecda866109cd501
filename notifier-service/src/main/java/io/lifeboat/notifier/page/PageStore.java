package io.lifeboat.notifier.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The pages that were taken. Every method runs within the caller's transaction. */
@ApplicationScoped
public class PageStore {

    private final PageRows rows;

    PageStore(PageRows rows) {
        this.rows = rows;
    }

    /** False if this page is known already: it was published twice, under two event ids. */
    public boolean save(Page page, Instant receivedAt) {
        if (rows.findById(page.id()) != null) {
            return false;
        }
        rows.persistAndFlush(new PageEntity(page, receivedAt));
        return true;
    }

    public Optional<Page> find(UUID id) {
        return rows.findByIdOptional(id).map(PageEntity::toPage);
    }
}
