package io.lifeboat.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** Data of a trading bot, the same in every run: from a seed. */
final class BackupSets {

    private static final long SEED = 20250411;
    private static final int MIB = 1 << 20;
    private static final int STATE_LINES = 26_000;

    private BackupSets() {}

    /** Ticks as text, models that don't compress, and many small files of configuration: 770 MB in 2,106 files. */
    static void mixedTree(Path root) throws IOException {
        Random random = new Random(SEED);
        Path ticks = Files.createDirectories(root.resolve("ticks"));
        for (int day = 0; day < 46; day++) {
            ticks(ticks.resolve("day-%02d.csv".formatted(day)), 12 * MIB, random);
        }
        Path models = Files.createDirectories(root.resolve("models"));
        for (int model = 0; model < 60; model++) {
            byte[] noise = new byte[3 * MIB + MIB / 2];
            random.nextBytes(noise);
            Files.write(models.resolve("model-%02d.bin".formatted(model)), noise);
        }
        Path config = Files.createDirectories(root.resolve("config"));
        for (int file = 0; file < 2_000; file++) {
            Files.writeString(
                    config.resolve("strategy-%04d.yaml".formatted(file)),
                    "name: strategy-%d%nrisk: %d%n".formatted(file, random.nextInt(100))
                            + "# %08x%n".formatted(random.nextInt()).repeat(40 + random.nextInt(200)));
        }
    }

    /** A hundredth: pages of the ticks, a model and twenty small files. */
    static void changeAHundredth(Path root, int round) throws IOException {
        Random random = new Random(SEED + round);
        try (Stream<Path> days = Files.list(root.resolve("ticks"))) {
            List<Path> all = days.sorted().toList();
            for (int i = 0; i < 4; i++) {
                overwrite(all.get(random.nextInt(all.size())), MIB, random);
            }
        }
        overwrite(root.resolve("models/model-%02d.bin".formatted(random.nextInt(60))), 3 * MIB, random);
        for (int i = 0; i < 20; i++) {
            Files.writeString(
                    root.resolve("config/strategy-%04d.yaml".formatted(random.nextInt(2_000))),
                    "risk: %d%n".formatted(random.nextInt()));
        }
    }

    /** Two megabytes of open positions and prices, of which each hour changes one line in forty. */
    static void state(Path file, int hour) throws IOException {
        Random fixed = new Random(SEED);
        long[] changed = new long[STATE_LINES];
        for (int h = 1; h <= hour; h++) {
            Random random = new Random(SEED + h);
            for (int i = 0; i < STATE_LINES / 40; i++) {
                changed[random.nextInt(STATE_LINES)] = random.nextLong() & 0xFFFFFF;
            }
        }
        StringBuilder text = new StringBuilder(2 * MIB + MIB / 4);
        for (int line = 0; line < STATE_LINES; line++) {
            text.append("{\"order\":\"%016x\",\"lots\":%d,\"price\":1.%06d,\"note\":\"%06x\"}%n"
                    .formatted(fixed.nextLong(), fixed.nextInt(100), fixed.nextInt(1_000_000), changed[line]));
        }
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private static void ticks(Path file, int bytes, Random random) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), MIB)) {
            long millis = 1_700_000_000_000L;
            int price = 108_000;
            for (int written = 0; written < bytes; ) {
                millis += random.nextInt(400);
                price += random.nextInt(7) - 3;
                byte[] line = String.format(Locale.ROOT, "%d,EURUSD,%d,%d%n", millis, price, price + random.nextInt(9))
                        .getBytes(StandardCharsets.US_ASCII);
                out.write(line);
                written += line.length;
            }
        }
    }

    private static void overwrite(Path file, int bytes, Random random) throws IOException {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(Math.max(0, (open.length() - bytes) / 2));
            open.write(noise);
        }
    }
}
