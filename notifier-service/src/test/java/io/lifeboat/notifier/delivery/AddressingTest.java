package io.lifeboat.notifier.delivery;

import static io.lifeboat.notifier.TestCatalog.ADMINISTRATOR;
import static io.lifeboat.notifier.TestCatalog.TRADING;
import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.notifier.Pages;
import io.lifeboat.notifier.TestCatalog;
import io.lifeboat.notifier.channel.Message;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressingTest {

    @Test
    void shouldAddressTheContactOfTheRole() {
        // when
        Message message = Addressing.message("<id>", Pages.raised("s"), TestCatalog.contacts());

        // then
        assertThat(message.to()).containsExactly(ADMINISTRATOR);
        assertThat(message.note()).isNull();
    }

    @Test
    void shouldAddressEverybodyWithANoteWhenNobodyHasTheRole() {
        // when
        Message message = Addressing.message("<id>", Pages.raised("s"), Map.of(TRADING.role(), TRADING));

        // then
        assertThat(message.to()).containsExactly(TRADING);
        assertThat(message.note()).contains("'system-administrator'", "every contact");
    }

    @Test
    void shouldGiveTheSameMessageIdAlways() {
        assertThat(Addressing.messageId(Pages.PAGE, "email"))
                .isEqualTo("<019588a0-0000-7000-8000-00000000aaaa.email@lifeboat>");
    }
}
