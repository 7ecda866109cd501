package io.lifeboat.backup.wal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Bytes of the WAL, from the first to before the last. */
public record Span(long from, long to) {

    public Span {
        if (from > to) {
            throw new IllegalArgumentException("WAL from " + Lsn.text(from) + " to " + Lsn.text(to));
        }
    }

    public long length() {
        return to - from;
    }

    String describe() {
        return Lsn.text(from) + " to " + Lsn.text(to);
    }

    /** The same bytes, in order, what touches joined. */
    static List<Span> joined(Collection<Span> spans) {
        List<Span> joined = new ArrayList<>();
        for (Span next : spans.stream()
                .filter(span -> span.length() > 0)
                .sorted(Comparator.comparingLong(Span::from))
                .toList()) {
            if (!joined.isEmpty() && joined.getLast().to() >= next.from()) {
                Span last = joined.removeLast();
                joined.add(new Span(last.from(), Math.max(last.to(), next.to())));
            } else {
                joined.add(next);
            }
        }
        return joined;
    }

    /** What lies between them and is in none. */
    static List<Span> gaps(Collection<Span> spans) {
        List<Span> joined = joined(spans);
        List<Span> gaps = new ArrayList<>();
        for (int i = 1; i < joined.size(); i++) {
            gaps.add(new Span(joined.get(i - 1).to(), joined.get(i).from()));
        }
        return gaps;
    }

    /** Up to where they reach from that byte on without a gap; the byte itself if none has it. */
    static long reach(Collection<Span> spans, long from) {
        for (Span span : joined(spans)) {
            if (span.from() <= from && from < span.to()) {
                return span.to();
            }
        }
        return from;
    }
}
