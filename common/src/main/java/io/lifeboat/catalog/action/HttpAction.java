package io.lifeboat.catalog.action;

import com.fasterxml.jackson.databind.JsonNode;
import io.lifeboat.catalog.SecretRef;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param method {@code GET, POST, PUT} or {@code DELETE}
 * @param json the body; none: no body
 * @param bearer the token to show; none: none
 * @param status the status that is well; none: any from 200 to 299
 * @param value a JSON Pointer into the answer: the step's value
 * @param equals what the value must be; none: any will do
 */
public record HttpAction(
        String method,
        URI url,
        @Nullable JsonNode json,
        @Nullable SecretRef bearer,
        @Nullable Integer status,
        @Nullable String value,
        @Nullable String equals)
        implements Action {}
