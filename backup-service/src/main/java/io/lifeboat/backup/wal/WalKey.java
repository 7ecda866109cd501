package io.lifeboat.backup.wal;

import io.lifeboat.backup.database.WalSegment;
import io.lifeboat.backup.pack.Hash;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of an object of WAL without its SHA-256: whose and which bytes they are. What lies there is sealed with it, so
 * that none can pass for another.
 *
 * @param stem {@code wal/<system id>/<timeline>/<segment>}, with {@code .part-<from>-<to>} or {@code .history}
 */
record WalKey(String stem) {

    static final String FOLDER = "wal/";
    private static final String SUFFIX = ".zst";

    private static final Pattern KEY = Pattern.compile(
            "(wal/(\\d{1,20})/([0-9A-F]{8})/"
                    + "(?:([0-9A-F]{24})(?:\\.part-([0-9A-F]{8})-([0-9A-F]{8}))?|([0-9A-F]{8})\\.history))-([0-9a-f]{64})\\.zst");

    /** What a key says. */
    record Parsed(
            WalKey key, String systemId, int timeline, String segment, long from, long to, boolean history, Hash sum) {

        boolean whole() {
            return !history && to < 0;
        }

        /** None if it names a part that its segment does not have. */
        Optional<WalPiece> piece(long segmentSize) {
            return WalSegment.parse(segment, segmentSize)
                    .map(one -> new WalPiece(systemId, one, from, whole() ? segmentSize : to))
                    .filter(one -> one.to() <= segmentSize && one.from() < one.to());
        }
    }

    static WalKey of(WalPiece piece) {
        String part = piece.whole() ? "" : ".part-%08X-%08X".formatted(piece.from(), piece.to());
        return new WalKey(folder(piece.systemId(), piece.segment().timeline())
                + piece.segment().name()
                + part);
    }

    static WalKey history(String systemId, int timeline) {
        return new WalKey(folder(systemId, timeline) + "%08X.history".formatted(timeline));
    }

    String key(Hash stored) {
        return stem + "-" + stored.hex() + SUFFIX;
    }

    /** None if it is the key of no WAL. */
    static Optional<Parsed> parse(String key) {
        Matcher is = KEY.matcher(key);
        if (!is.matches()) {
            return Optional.empty();
        }
        boolean history = is.group(7) != null;
        boolean part = is.group(5) != null;
        if (!(history ? is.group(7) : is.group(4).substring(0, 8)).equals(is.group(3))) {
            return Optional.empty();
        }
        return Optional.of(new Parsed(
                new WalKey(is.group(1)),
                is.group(2),
                (int) Long.parseLong(is.group(3), 16),
                history ? "" : is.group(4),
                part ? Long.parseLong(is.group(5), 16) : 0,
                part ? Long.parseLong(is.group(6), 16) : -1,
                history,
                Hash.parse(is.group(8))));
    }

    private static String folder(String systemId, int timeline) {
        return FOLDER + systemId + "/" + "%08X".formatted(timeline) + "/";
    }
}
