package io.lifeboat.benchmarks;

import io.lifeboat.benchmarks.Timed.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that keeps backups of one folder, encrypted, in one repository on disk. Each of its acts is a process of its own. */
sealed interface BackupTool permits BackupTool.Lifeboat, BackupTool.Restic, BackupTool.Borg, PgBackRest {

    /** Lifeboat without encryption. */
    String OPEN = Figures.OURS + ", not encrypted";

    String name();

    void create() throws Exception;

    Cost take() throws Exception;

    Cost verify() throws Exception;

    /** The newest, in the place of the source, which is not there any more. */
    Cost restore() throws Exception;

    Path repository();

    record Lifeboat(Path home, Path work, Path source, Path catalog, String component, boolean encrypted)
            implements BackupTool {

        @Override
        public String name() {
            return encrypted ? Figures.OURS : OPEN;
        }

        @Override
        public void create() throws IOException {
            Files.createDirectories(repository());
            Files.writeString(work.resolve("lifeboat.key"), "bench-key-bench-key-bench-key-bench-key");
        }

        @Override
        public Cost take() throws Exception {
            return run("take");
        }

        @Override
        public Cost verify() throws Exception {
            return run("verify");
        }

        @Override
        public Cost restore() throws Exception {
            return run("restore", "--latest", "--force");
        }

        @Override
        public Path repository() {
            return work.resolve(encrypted ? "lifeboat-repository" : "lifeboat-open-repository");
        }

        private Cost run(String command, String... more) throws Exception {
            List<String> all = new java.util.ArrayList<>(
                    List.of(home.resolve("lifeboat").toString(), "backup", command, "--component", component));
            all.addAll(List.of(more));
            return Timed.run(
                    all,
                    source.resolveSibling(""),
                    Map.of(
                            "LIFEBOAT_CATALOG",
                            catalog.toString(),
                            "LIFEBOAT_BACKUP_PLACES_LOCAL",
                            repository().toString(),
                            "LIFEBOAT_BACKUP_KEY",
                            "file:" + work.resolve("lifeboat.key"),
                            "LIFEBOAT_BACKUP_ENCRYPTION",
                            encrypted ? "on" : "off",
                            "PGPASSWORD",
                            "postgres"));
        }
    }

    record Restic(Path work, Path source, Path exclude) implements BackupTool {

        @Override
        public String name() {
            return "restic";
        }

        @Override
        public void create() throws Exception {
            run("init");
        }

        @Override
        public Cost take() throws Exception {
            return run("backup", "--exclude-file", exclude.toString(), source.toString());
        }

        @Override
        public Cost verify() throws Exception {
            return run("check", "--read-data");
        }

        @Override
        public Cost restore() throws Exception {
            return run("restore", "latest", "--target", "/");
        }

        @Override
        public Path repository() {
            return work.resolve("restic-repository");
        }

        private Cost run(String... command) throws Exception {
            List<String> all = new java.util.ArrayList<>(
                    List.of("restic", "-q", "--no-cache", "-r", repository().toString()));
            all.addAll(List.of(command));
            return Timed.run(all, source.resolveSibling(""), Map.of("RESTIC_PASSWORD", "bench"));
        }
    }

    record Borg(Path work, Path source, Path exclude) implements BackupTool {

        @Override
        public String name() {
            return "Borg";
        }

        @Override
        public void create() throws Exception {
            run("init", "-e", "repokey-blake2", repository().toString());
        }

        @Override
        public Cost take() throws Exception {
            return run(
                    "create",
                    "-C",
                    "zstd,3",
                    "--exclude-from",
                    exclude.toString(),
                    repository() + "::{now:%Y%m%d%H%M%S%f}",
                    source.toString());
        }

        @Override
        public Cost verify() throws Exception {
            return run("check", "--verify-data", repository().toString());
        }

        @Override
        public Cost restore() throws Exception {
            String newest = Timed.output(
                            List.of(
                                    "borg",
                                    "list",
                                    "--last",
                                    "1",
                                    "--short",
                                    repository().toString()),
                            environment())
                    .strip();
            return Timed.run(List.of("borg", "extract", repository() + "::" + newest), Path.of("/"), environment());
        }

        @Override
        public Path repository() {
            return work.resolve("borg-repository");
        }

        private Cost run(String... command) throws Exception {
            List<String> all = new java.util.ArrayList<>(List.of("borg"));
            all.addAll(List.of(command));
            return Timed.run(all, source.resolveSibling(""), environment());
        }

        private Map<String, String> environment() {
            return Map.of(
                    "BORG_PASSPHRASE", "bench",
                    "BORG_BASE_DIR", work.resolve("borg-home").toString(),
                    "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK", "yes");
        }
    }
}
