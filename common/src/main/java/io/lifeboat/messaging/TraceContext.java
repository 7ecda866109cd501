package io.lifeboat.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The W3C trace context, kept with an event while it waits in the outbox. */
public final class TraceContext {

    static final String HEADER = "traceparent";

    private TraceContext() {}

    /** The context of the span that runs now, or none where nothing is traced. */
    public static @Nullable String current() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }

    /** Belongs to the trace of an event that was received; where there is none, to whatever runs now. */
    static <T> T within(@Nullable String traceparent, Supplier<T> work) {
        String[] parts = traceparent == null ? new String[0] : traceparent.split("-", -1);
        if (parts.length < 4 || !TraceId.isValid(parts[1]) || !SpanId.isValid(parts[2])) {
            return work.get();
        }
        SpanContext sender = SpanContext.createFromRemoteParent(
                parts[1], parts[2], TraceFlags.fromHex(parts[3], 0), TraceState.getDefault());
        return Context.current().with(Span.wrap(sender)).wrapSupplier(work).get();
    }
}
