package io.lifeboat.recovery.gateway;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import io.lifeboat.event.EventCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an account holds, by one side's word.
 *
 * @param positions lots by symbol, negative for a short one; a symbol that is flat may be left out
 * @param unsettled orders of which this side does not know yet what became of them
 */
public record Holdings(String account, BigDecimal balance, Map<String, BigDecimal> positions, long unsettled) {

    /** Money and lots as they are written, and not by way of a binary fraction. */
    private static final ObjectReader EXACT = EventCodec.JSON
            .reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    public Holdings {
        positions = Map.copyOf(positions);
    }

    /**
     * Reads {@code {account, balance, positions: {SYMBOL: lots}, unsettled}}.
     *
     * @throws IOException if a part of it is missing or is no number: a report with a gap is none
     */
    public static Holdings read(String json) throws IOException {
        JsonNode root = EXACT.readTree(json);
        JsonNode listed = root.path("positions");
        if (!listed.isObject()
                || !root.hasNonNull("account")
                || !root.path("unsettled").isIntegralNumber()) {
            throw new IOException("the report has no account, positions or unsettled orders");
        }
        Map<String, BigDecimal> positions = new TreeMap<>();
        for (Map.Entry<String, JsonNode> one : listed.properties()) {
            positions.put(one.getKey(), number(one.getKey(), one.getValue()));
        }
        return new Holdings(
                root.path("account").asText(),
                number("balance", root.path("balance")),
                positions,
                root.path("unsettled").asLong());
    }

    private static BigDecimal number(String what, JsonNode node) throws IOException {
        try {
            return new BigDecimal(node.asText());
        } catch (NumberFormatException e) {
            throw new IOException("the report's " + what + " is no number: '" + node.asText() + "'", e);
        }
    }
}
