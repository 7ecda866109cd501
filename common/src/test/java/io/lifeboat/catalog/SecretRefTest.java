package io.lifeboat.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRefTest {

    @ParameterizedTest
    @ValueSource(strings = {"env:TOKEN", "file:/run/token", "kubernetes:trading/broker/token"})
    void shouldShowItselfAsItWasWritten(String text) {
        assertThat(SecretRef.parse(text)).hasToString(text);
        assertThat(SecretRef.parseKey(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "env:",
                "file:",
                "agent",
                "kubernetes:broker",
                "kubernetes:a//c",
                "kubernetes:a/b/c/d"
            })
    void shouldTakeNothingElseForAReference(String text) {
        assertThatThrownBy(() -> SecretRef.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a secret is a reference: env:NAME, file:/path or kubernetes:NAMESPACE/NAME/KEY");
    }

    @Test
    void shouldLetOnlyAnSshKeyBeAnAgents() {
        assertThat(SecretRef.parseKey("agent")).hasToString("agent");
        assertThatThrownBy(() -> SecretRef.parseKey("agent").resolve(Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("an ssh-agent signs, and gives no key out");
    }

    @Test
    void shouldSayWhoReadsTheClustersSecrets() {
        assertThatThrownBy(() -> SecretRef.parse("kubernetes:a/b/c").resolve(Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("kubernetes:a/b/c is read by the recovery service alone");
    }
}
