package io.lifeboat.notifier.channel;

import java.util.Locale;

public enum ChannelId {
    EMAIL,
    WEBHOOK;

    /** As events and Message-IDs write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
