package io.lifeboat.recovery.halt;

import java.util.Locale;

/** What can be halted. */
public enum HaltPart {
    /** No step of any run begins. */
    AUTOMATION,
    /** The order gateway takes no order, and nothing gives the authority to trade to anybody. */
    TRADING;

    /** As people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
