package io.lifeboat.notifier.channel;

import io.lifeboat.catalog.Contact;
import io.lifeboat.notifier.page.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page on its way to somebody.
 *
 * @param id the same for every attempt, such as {@code <page-id.email@lifeboat>}
 * @param to never empty, unless the catalog has no contact at all
 * @param note what the receivers must know beside the page, such as why it comes to them
 */
public record Message(
        String id, Page page, List<Contact> to, @Nullable String note) {

    public Message {
        to = List.copyOf(to);
    }
}
