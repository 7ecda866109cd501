package io.lifeboat.notifier.delivery;

import io.lifeboat.catalog.Contact;
import io.lifeboat.notifier.channel.Message;
import io.lifeboat.notifier.page.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who gets a page, and under which id. */
final class Addressing {

    private Addressing() {}

    /** A page for a role that nobody has must still reach somebody: it goes to everybody. */
    static Message message(String messageId, Page page, Map<String, Contact> contacts) {
        Contact contact = contacts.get(page.role());
        return contact != null
                ? new Message(messageId, page, List.of(contact), null)
                : new Message(
                        messageId,
                        page,
                        List.copyOf(contacts.values()),
                        "this page was for the role '%s', which the catalog does not have, so it goes to every contact. Mend the catalog's contacts."
                                .formatted(page.role()));
    }

    /** The same for every attempt, whichever replica makes it. */
    static String messageId(UUID page, String channel) {
        return "<" + page + "." + channel + "@lifeboat>";
    }
}
