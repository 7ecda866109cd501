package io.lifeboat.benchmarks;

import io.lifeboat.benchmarks.Result.Row;
import io.lifeboat.benchmarks.Timed.Cost;
import io.lifeboat.sandbox.launcher.WorkFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Whether the memory of a snapshot grows with what it is of: a tree of one gigabyte, and one of eight. Lifeboat alone. */
final class LargeSet {

    private static final List<Integer> GIGABYTES = List.of(1, 8);
    private static final int MIB = 1 << 20;
    private static final int FILE = 64 * MIB;
    private static final long SEED = 20250411;

    private final Figures figures;

    LargeSet(Figures figures) {
        this.figures = figures;
    }

    /** @param tools that keep the folder's files, ours first */
    void run(Path folder, Function<Path, BackupTool> tools) throws Exception {
        for (int gigabytes : GIGABYTES) {
            Path work = Files.createDirectory(folder.resolve("large-" + gigabytes));
            BackupTool tool = tools.apply(work);
            write(work.resolve("hosts/trading-server/opt/forex-trading-bot/state"), gigabytes);
            tool.create();
            Cost cost = tool.take();
            figures.note(Figures.OURS, "large, memory, " + gigabytes, cost.peak());
            figures.note(Figures.OURS, "large, seconds, " + gigabytes, cost.seconds());
            figures.note(
                    Figures.OURS, "verify, memory, " + gigabytes, tool.verify().peak());
            WorkFolder.delete(work);
        }
    }

    /** Of each two megabytes one that does not compress, and one that does; none is there twice. */
    private static void write(Path folder, int gigabytes) throws IOException {
        Random random = new Random(SEED);
        byte[] noise = new byte[MIB];
        byte[] digits = new byte[MIB];
        for (int file = 0; file < gigabytes * (1024 / 64); file++) {
            try (OutputStream out = Files.newOutputStream(folder.resolve("ticks-%04d".formatted(file)))) {
                for (int written = 0; written < FILE; written += 2 * MIB) {
                    random.nextBytes(noise);
                    for (int i = 0; i < MIB; i++) {
                        digits[i] = (byte) ('0' + (noise[i] & 3));
                    }
                    out.write(noise);
                    out.write(digits);
                }
            }
        }
    }

    List<Row> rows() {
        return GIGABYTES.stream()
                .flatMap(gigabytes -> List.of(
                        Row.lowerIsBetter(
                                "memory of the first snapshot of %d GB".formatted(gigabytes),
                                "MiB",
                                figures.ours("large, memory, " + gigabytes),
                                256),
                        Row.lowerIsBetter(
                                "memory of its verify", "MiB", figures.ours("verify, memory, " + gigabytes), 256),
                        Row.withoutGoal("seconds of that snapshot", "s", figures.ours("large, seconds, " + gigabytes)))
                        .stream())
                .toList();
    }
}
