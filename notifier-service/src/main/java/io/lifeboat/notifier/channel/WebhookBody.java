package io.lifeboat.notifier.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lifeboat.catalog.Contact;
import io.lifeboat.event.EventCodec;
import io.lifeboat.event.PageEvent.Severity;
import io.lifeboat.notifier.page.Page;
import io.lifeboat.notifier.page.PageKind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What is posted. Fields are only ever added. */
record WebhookBody(
        UUID page,
        PageKind kind,
        UUID incident,
        Severity severity,
        String role,
        List<Person> to,
        String subject,
        String body,
        Instant raisedAt,
        @Nullable Instant deadline,
        @Nullable String note) {

    record Person(
            String role,
            String title,
            @Nullable String person,
            String email,
            @Nullable String phone) {}

    static WebhookBody of(Message message) {
        Page page = message.page();
        return new WebhookBody(
                page.page(),
                page.kind(),
                page.incident(),
                page.severity(),
                page.role(),
                message.to().stream().map(WebhookBody::person).toList(),
                page.subject(),
                page.body(),
                page.raisedAt(),
                page.deadline(),
                message.note());
    }

    byte[] json() {
        try {
            return EventCodec.JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a page can't be written as JSON", e);
        }
    }

    /** {@code sha256=} and the HMAC of the body in hex, so that the receiver can tell who has posted it. */
    static String signature(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA256", e);
        }
    }

    private static Person person(Contact contact) {
        return new Person(contact.role(), contact.title(), contact.person(), contact.email(), contact.phone());
    }
}
