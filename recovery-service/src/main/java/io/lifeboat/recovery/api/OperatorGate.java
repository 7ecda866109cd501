package io.lifeboat.recovery.api;

import io.lifeboat.recovery.RecoveryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets those in who know the operator token. Where none is set, nobody. */
@ApplicationScoped
class OperatorGate {

    private final Optional<String> token;

    OperatorGate(RecoveryConfig config) {
        this.token = config.operatorToken().filter(text -> !text.isBlank());
    }

    void check(@Nullable String authorization) {
        if (token.isEmpty()) {
            throw new ClientErrorException(
                    "nobody may change anything here: set LIFEBOAT_RECOVERY_OPERATOR_TOKEN where the service runs, and restart it",
                    Status.FORBIDDEN);
        }
        byte[] expected = ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8);
        byte[] given = String.valueOf(authorization).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, given)) {
            throw new ClientErrorException("show the operator token: 'Authorization: Bearer …'", Status.UNAUTHORIZED);
        }
    }
}
