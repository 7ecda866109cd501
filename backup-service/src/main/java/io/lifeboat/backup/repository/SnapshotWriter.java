package io.lifeboat.backup.repository;

import io.lifeboat.backup.pack.FrameCipher;
import io.lifeboat.backup.pack.FrameKind;
import io.lifeboat.backup.pack.Hash;
import io.lifeboat.backup.pack.PageSums;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a snapshot to several repositories at once: its files are encoded once, and what has not changed since the
 * parent is not stored again. Nothing exists until the caller commits the {@link #finish manifest}. One thread at a time.
 */
public final class SnapshotWriter implements AutoCloseable {

    /** Small enough that some of them, for several repositories, fit into the memory of a small service. */
    private static final int PACK = 8 << 20;

    private static final int BUNDLE = 1 << 20;
    private static final int LEVEL = 3;

    /** With a dictionary this is where most of the gain is; small files are not many bytes. */
    private static final int DELTA_LEVEL = 6;

    private final FrameCipher cipher;
    private final @Nullable Parent parent;
    private final FrameTable table;
    private final FrameEncoder encoder;
    private final Bundle small;
    private final Bundle pages;
    private final List<Draft> drafts = new ArrayList<>();

    /** A file that was read, of which not all is stored yet. It becomes a part of the snapshot when it is {@link #keep kept}. */
    public static final class Draft {

        private final FileEntry entry;
        private final ExtentList extents;

        private Draft(FileEntry entry, ExtentList extents) {
            this.entry = entry;
            this.extents = extents;
        }

        public long size() {
            return entry.size();
        }
    }

    /**
     * @param parent read from one of the repositories; none for a full snapshot
     * @param threads that compress
     */
    public SnapshotWriter(
            FrameCipher cipher,
            List<PackLane> lanes,
            @Nullable Repository of,
            @Nullable SnapshotManifest parent,
            int threads) {
        this.cipher = cipher;
        this.parent = of == null || parent == null ? null : new Parent(of, parent);
        this.table = new FrameTable(cipher, PACK, parent);
        this.encoder = new FrameEncoder(table, cipher, lanes, threads);
        this.small = new Bundle(encoder, FrameKind.CONTENT, BUNDLE, DELTA_LEVEL);
        this.pages = new Bundle(encoder, FrameKind.PAGES, BUNDLE, LEVEL);
    }

    /** Writes a file's content wherever it is told to. */
    public interface Content {
        void writeTo(OutputStream to) throws IOException;
    }

    /** A folder or a link. */
    public void add(FileEntry entry) {
        drafts.add(new Draft(entry, new ExtentList()));
    }

    /**
     * Takes a file as the parent has it, if it was not touched since.
     *
     * @param entry without its content; its identity decides
     */
    public boolean reuse(FileEntry entry) {
        String identity = entry.identity();
        if (parent == null || identity == null) {
            return false;
        }
        Optional<FileEntry> before = parent.file(entry.host(), entry.path())
                .filter(one -> identity.equals(one.identity()) && entry.size() == one.size());
        if (before.isEmpty()) {
            return false;
        }
        ExtentList extents = new ExtentList();
        before.get().content().forEach(one -> extents.add(table.reuse(one.frame()), one.offset(), one.length()));
        drafts.add(new Draft(with(entry, entry.size(), before.get().sha256()), extents));
        return true;
    }

    /** As {@link #read}, for a file that nobody changes meanwhile. */
    public void add(FileEntry entry, boolean paged, Content content) throws IOException {
        keep(read(entry, paged, content));
    }

    /**
     * @param entry without its content and checksum; its size is a hint
     * @param paged whether it consists of a database's pages
     */
    public Draft read(FileEntry entry, boolean paged, Content content) throws IOException {
        FileEntry before =
                parent == null ? null : parent.file(entry.host(), entry.path()).orElse(null);
        return read(entry, paged ? pageSink(before) : blockSink(before, entry.size()), content);
    }

    /**
     * An archive, which only grows: what was stored of it once is used again, and each of its frames can be read without any
     * other, so that a part of it is had without the rest.
     */
    public void addStream(FileEntry entry, Content content) throws IOException {
        FileEntry before =
                parent == null ? null : parent.file(entry.host(), entry.path()).orElse(null);
        keep(read(
                entry,
                new BlockSink(cipher, encoder, table, small, parent, before, LEVEL, true, BlockSink.BLOCK),
                content));
    }

    private Draft read(FileEntry entry, FileSink sink, Content content) throws IOException {
        Measured measured = new Measured(sink);
        content.writeTo(measured);
        sink.finish();
        return new Draft(with(entry, measured.length, measured.sha256()), sink.extents);
    }

    public void keep(Draft draft) {
        drafts.add(draft);
    }

    /** Every pack is in every repository that has not failed when this returns. */
    public SnapshotManifest finish(
            String component, String id, Instant startedAt, Instant now, Map<String, String> facts) throws IOException {
        small.flush();
        pages.flush();
        encoder.finish();
        List<FileEntry> files = new ArrayList<>();
        for (Draft draft : drafts) {
            FileEntry file = with(draft.entry, draft.extents.toList());
            long length = file.content().stream().mapToLong(Extent::length).sum();
            if (length != file.size()) {
                throw new IllegalStateException(
                        "%s has %d bytes and %d of them were stored".formatted(file.describe(), file.size(), length));
            }
            files.add(file);
        }
        return ManifestPruning.prune(new SnapshotManifest(
                SnapshotManifest.FORMAT,
                component,
                id,
                startedAt,
                now,
                parent == null ? null : parent.manifest().id(),
                table.packs(),
                table.frames(),
                files,
                facts,
                table.addedBytes()));
    }

    @Override
    public void close() {
        encoder.close();
        if (parent != null) {
            parent.close();
        }
    }

    private FileSink blockSink(@Nullable FileEntry before, long expected) {
        return new BlockSink(
                cipher, encoder, table, small, parent, before, before == null ? LEVEL : DELTA_LEVEL, false, expected);
    }

    private FileSink pageSink(@Nullable FileEntry before) {
        long @Nullable [] sums = parent == null || before == null ? null : parent.pageSums(before);
        return new PageSink(cipher, pages, table, sums == null ? null : before, sums);
    }

    private static FileEntry with(FileEntry entry, long size, @Nullable String sha256) {
        return new FileEntry(
                entry.host(),
                entry.path(),
                entry.type(),
                entry.mode(),
                entry.mtime(),
                size,
                sha256,
                entry.target(),
                entry.identity(),
                List.of());
    }

    private static FileEntry with(FileEntry entry, List<Extent> content) {
        return new FileEntry(
                entry.host(),
                entry.path(),
                entry.type(),
                entry.mode(),
                entry.mtime(),
                entry.size(),
                entry.sha256(),
                entry.target(),
                entry.identity(),
                content);
    }

    /** Knows what has gone through it. */
    private static final class Measured extends OutputStream {

        private final FileSink sink;
        private final MessageDigest digest = Hash.sha256();
        private long length;

        Measured(FileSink sink) {
            this.sink = sink;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            digest.update(bytes, offset, count);
            length += count;
            sink.write(bytes, offset, count);
        }

        String sha256() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    /** Whether a file of this length can consist of pages at all. */
    public static boolean isWholePages(long size) {
        return size % PageSums.PAGE == 0;
    }
}
