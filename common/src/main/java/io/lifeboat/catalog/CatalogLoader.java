package io.lifeboat.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads a catalog's folder. */
public final class CatalogLoader {

    private static final List<String> TABLES =
            List.of("components", "hosts", "contacts", "detection", "scenarios", "backups", "drills");

    private final Path folder;
    private final Problems problems = new Problems();
    private final Map<String, YamlDocument> documents = new LinkedHashMap<>();

    private CatalogLoader(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads every file, and either all of the catalog is good or none of it is used.
     *
     * @throws CatalogException with every problem that there is
     */
    public static Catalog load(Path folder) {
        CatalogCheck check = check(folder);
        Catalog catalog = check.catalog();
        if (catalog == null) {
            throw new CatalogException(folder, check.problems());
        }
        return catalog;
    }

    /** Reads every file and says all that is wrong, and all that is missing. */
    public static CatalogCheck check(Path folder) {
        return new CatalogLoader(folder).check();
    }

    private CatalogCheck check() {
        TABLES.forEach(table -> read(table + ".yaml", table));
        procedures().forEach(file -> read("procedures/" + file, "procedure"));
        if (!problems.none()) {
            return new CatalogCheck(problems.sorted(), List.of(), null);
        }
        Catalog catalog = map();
        new CrossCheck(documents, catalog, problems).run();
        return problems.none()
                ? new CatalogCheck(List.of(), CatalogWarnings.of(catalog), catalog)
                : new CatalogCheck(problems.sorted(), List.of(), null);
    }

    private void read(String file, String schema) {
        YamlReader.read(folder, file, problems).ifPresent(document -> {
            documents.put(file, document);
            Schemas.check(document, schema, problems);
        });
    }

    /** Only on shapes that the schemas have found good. */
    private Catalog map() {
        Map<String, Host> hosts = PlanTables.hosts(root("hosts"));
        DetectionTables detection = new DetectionTables(hosts, problems);
        return new Catalog(
                PlanTables.components(root("components")),
                hosts,
                PlanTables.contacts(root("contacts")),
                detection.probes(root("detection")),
                detection.logs(root("detection")),
                PlanTables.scenarios(root("scenarios")),
                mapProcedures(),
                PlanTables.backups(root("backups")),
                PlanTables.drills(root("drills")),
                hash(documents.keySet().stream().toList()));
    }

    private Map<String, Procedure> mapProcedures() {
        Map<String, Procedure> procedures = new LinkedHashMap<>();
        documents.forEach((file, document) -> {
            if (file.startsWith("procedures/")) {
                Procedure procedure = new ProcedureTable(problems).procedure(Entry.root(document), hash(List.of(file)));
                if (!file.equals("procedures/" + procedure.id() + ".yaml")) {
                    problems.add(
                            document,
                            "/procedure",
                            "the procedure '" + procedure.id() + "' belongs in procedures/" + procedure.id() + ".yaml");
                } else {
                    procedures.put(procedure.id(), procedure);
                }
            }
        });
        return java.util.Collections.unmodifiableMap(procedures);
    }

    private Entry root(String table) {
        YamlDocument document = documents.get(table + ".yaml");
        if (document == null) {
            throw new IllegalStateException("nothing was read from " + table + ".yaml");
        }
        return Entry.root(document);
    }

    private List<String> procedures() {
        Path procedures = folder.resolve("procedures");
        if (!Files.isDirectory(procedures)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(procedures)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("can't list " + procedures, e);
        }
    }

    private String hash(List<String> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : files.stream().sorted().toList()) {
                digest.update((file + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(folder.resolve(file)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the catalog was there and is gone", e);
        }
    }
}
