package io.lifeboat.notifier.channel;

import io.lifeboat.catalog.Contact;
import io.lifeboat.notifier.page.Page;
import io.lifeboat.notifier.page.PageKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/** A page as a mail. What is written here is read at 3 a.m. on a phone: the trouble first, the ids last. */
final class MailText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int LONGEST_SUBJECT = 160;
    private static final int SHORT_ID = 4;

    private MailText() {}

    static String subject(Page page) {
        String about = oneLine(page.subject());
        if (about.length() > LONGEST_SUBJECT) {
            about = about.substring(0, LONGEST_SUBJECT).strip() + "…";
        }
        String incident = page.incident().toString();
        return "[%s] %s (incident %s)".formatted(label(page), about, incident.substring(incident.length() - SHORT_ID));
    }

    static String body(Message message) {
        Page page = message.page();
        StringBuilder text = new StringBuilder();
        if (message.note() != null) {
            text.append("NOTE: ").append(message.note()).append("\n\n");
        }
        text.append(label(page)).append(": ").append(oneLine(page.subject())).append("\n\n");
        text.append(page.body().strip()).append("\n\n-- \n");
        text.append(page.kind() == PageKind.RAISED ? "Since:    " : "Resolved: ")
                .append(at(page.raisedAt()));
        if (page.deadline() != null) {
            text.append("\nReact by: ").append(at(page.deadline()));
        }
        text.append("\nPaged:    ").append(paged(message));
        text.append("\nLook:     lifeboat incident ").append(page.incident());
        return text.append('\n').toString();
    }

    /** What every mail about the incident refers to, so that a mail reader shows them as one thread. No mail has this id itself. */
    static String thread(UUID incident) {
        return "<incident." + incident + "@lifeboat>";
    }

    /** Without line breaks and other control characters: what goes into a header can't begin another. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
    }

    private static String label(Page page) {
        return page.kind() == PageKind.RESOLVED ? "RESOLVED" : page.severity().name();
    }

    private static String paged(Message message) {
        return message.to().stream().map(Contact::title).collect(Collectors.joining(", "));
    }

    private static String at(Instant time) {
        return TIME.format(time);
    }
}
