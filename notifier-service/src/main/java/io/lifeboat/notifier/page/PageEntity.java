package io.lifeboat.notifier.page;

import io.lifeboat.event.PageEvent.Severity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "page")
class PageEntity {

    @Id
    UUID id;

    UUID page;

    @Enumerated(EnumType.STRING)
    PageKind kind;

    UUID incident;
    String role;

    @Enumerated(EnumType.STRING)
    Severity severity;

    String subject;
    String body;

    @Column(name = "raised_at")
    Instant raisedAt;

    @Nullable
    Instant deadline;

    @Column(name = "received_at")
    Instant receivedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    PageEntity() {}

    PageEntity(Page page, Instant receivedAt) {
        this.id = page.id();
        this.page = page.page();
        this.kind = page.kind();
        this.incident = page.incident();
        this.role = page.role();
        this.severity = page.severity();
        this.subject = page.subject();
        this.body = page.body();
        this.raisedAt = page.raisedAt();
        this.deadline = page.deadline();
        this.receivedAt = receivedAt;
    }

    Page toPage() {
        return new Page(id, page, kind, incident, role, severity, subject, body, raisedAt, deadline);
    }
}
