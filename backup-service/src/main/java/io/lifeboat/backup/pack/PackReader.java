package io.lifeboat.backup.pack;

import io.lifeboat.backup.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Three ways into a pack: by its footer, by a range that somebody has noted, or from its beginning without either. */
public final class PackReader {

    /** Holds the footer of most packs, so that one request gets it. */
    private static final int TAIL = 64 << 10;

    private PackReader() {}

    /**
     * The frames of a whole pack.
     *
     * @throws DamagedException if its name, its frame or its footer is not right; the frames' content is not looked at
     */
    public static List<FrameEntry> frames(FrameCipher cipher, Hash name, byte[] pack) throws DamagedException {
        if (!Hash.sha256(pack).equals(name)) {
            throw new DamagedException("pack " + name + " does not match its name");
        }
        try {
            PackFormat.checkHeader(pack);
            PackFormat.Trailer trailer = PackFormat.readTrailer(pack, pack.length);
            List<FrameEntry> frames = PackFooter.open(
                    cipher, trailer, Arrays.copyOfRange(pack, trailer.offset(), trailer.offset() + trailer.stored()));
            for (FrameEntry frame : frames) {
                if (!FrameHeader.read(pack, frame.offset()).equals(frame.header())) {
                    throw new DamagedException("its footer does not say what the frame at " + frame.offset() + " does");
                }
            }
            return frames;
        } catch (DamagedException e) {
            throw new DamagedException("pack " + name + ": " + e.getMessage(), e);
        }
    }

    /** The frames of a pack in a store, without reading all of it. */
    public static List<FrameEntry> frames(FrameCipher cipher, ObjectStore store, String key, Hash name)
            throws IOException {
        long size = store.head(key)
                .orElseThrow(() -> new DamagedException("%s: pack %s is not there".formatted(store.name(), name)))
                .size();
        try {
            if (size > PackFormat.LONGEST) {
                throw new DamagedException("it has " + size + " bytes");
            }
            int length = (int) Math.min(size, TAIL);
            byte[] tail = store.range(key, size - length, length);
            PackFormat.Trailer trailer = PackFormat.readTrailer(tail, size);
            int before = (int) (size - length);
            byte[] footer = trailer.offset() >= before
                    ? Arrays.copyOfRange(tail, trailer.offset() - before, trailer.offset() - before + trailer.stored())
                    : store.range(key, trailer.offset(), trailer.stored());
            return PackFooter.open(cipher, trailer, footer);
        } catch (DamagedException e) {
            throw new DamagedException("%s: pack %s: %s".formatted(store.name(), name, e.getMessage()), e);
        }
    }

    /** What can be found of a pack whose end is gone or damaged: every frame up to the first that is not whole. */
    public static List<FrameEntry> scan(byte[] pack) throws DamagedException {
        PackFormat.checkHeader(pack);
        List<FrameEntry> found = new ArrayList<>();
        int offset = PackFormat.HEADER;
        while (true) {
            try {
                FrameHeader header = FrameHeader.read(pack, offset);
                if (header.endOf(offset) > pack.length) {
                    return found;
                }
                found.add(new FrameEntry(offset, header, new byte[0]));
                offset = header.endOf(offset);
            } catch (DamagedException e) {
                return found;
            }
        }
    }
}
