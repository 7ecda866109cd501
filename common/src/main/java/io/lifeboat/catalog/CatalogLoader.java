package io.lifeboat.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads a catalog's folder. */
public final class CatalogLoader {

    private static final List<String> TABLES =
            List.of("components", "hosts", "contacts", "detection", "scenarios", "backups", "drills");

    private static final List<String> BACKUP_TABLES = List.of("hosts", "backups");

    private final Path folder;
    private final Problems problems = new Problems();

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

    /**
     * Reads no more than a backup or a restore needs. In the night of a disaster a mistake in a procedure keeps nobody from
     * the data, and there are hundreds of kilobytes less to look through.
     *
     * @throws CatalogException with every problem of the two files
     */
    public static BackupCatalog backups(Path folder) {
        return new CatalogLoader(folder).backups();
    }

    private BackupCatalog backups() {
        if (!Files.isDirectory(folder)) {
            throw new CatalogException(folder, check().problems());
        }
        Tables tables = new Tables(List.of());
        BACKUP_TABLES.forEach(table -> read(table + ".yaml", table, tables));
        new ValueCheck(tables, problems).run();
        new CrossCheck(tables, problems).run();
        if (!problems.none()) {
            throw new CatalogException(folder, problems.sorted());
        }
        return new BackupCatalog(PlanTables.backups(tables.good("backups")), PlanTables.hosts(tables.good("hosts")));
    }

    /** Reads every file and says all that is wrong, and all that is missing. */
    public static CatalogCheck check(Path folder) {
        return new CatalogLoader(folder).check();
    }

    private CatalogCheck check() {
        if (!Files.isDirectory(folder)) {
            problems.add(
                    folder.toString(),
                    YamlDocument.Position.START,
                    "there is no such folder: LIFEBOAT_CATALOG, or the argument, must name the catalog's");
            return new CatalogCheck(problems.sorted(), List.of(), null);
        }
        Tables tables = read();
        new ValueCheck(tables, problems).run();
        new CrossCheck(tables, problems).run();
        tables.procedures().forEach(new StepCheck(problems)::check);
        tables.procedures().forEach(new SafetyLint(problems)::check);
        if (!problems.none()) {
            return new CatalogCheck(problems.sorted(), List.of(), null);
        }
        Catalog catalog = map(tables);
        return new CatalogCheck(List.of(), CatalogWarnings.of(catalog), catalog);
    }

    private Tables read() {
        List<String> procedures = procedures();
        Tables tables = new Tables(procedures);
        TABLES.forEach(table -> read(table + ".yaml", table, tables));
        procedures.forEach(file -> read(file, "procedure", tables));
        return tables;
    }

    private void read(String file, String schema, Tables tables) {
        YamlReader.read(folder, file, problems).ifPresent(document -> {
            tables.add(document);
            Schemas.check(document, schema, problems);
        });
    }

    /** Only of files that were found good. */
    private static Catalog map(Tables tables) {
        DetectionTables detection =
                new DetectionTables(tables.good("hosts").get("hosts").entries());
        ProcedureTable table =
                new ProcedureTable(tables.good("hosts").get("hosts").entries());
        Map<String, Procedure> procedures = new LinkedHashMap<>();
        tables.procedures()
                .map(file -> table.procedure(file, hash(List.of(file.document()))))
                .forEach(procedure -> procedures.put(procedure.id(), procedure));
        return new Catalog(
                PlanTables.components(tables.good("components")),
                PlanTables.hosts(tables.good("hosts")),
                PlanTables.contacts(tables.good("contacts")),
                detection.probes(tables.good("detection")),
                detection.logs(tables.good("detection")),
                PlanTables.scenarios(tables.good("scenarios")),
                java.util.Collections.unmodifiableMap(procedures),
                PlanTables.backups(tables.good("backups")),
                PlanTables.drills(tables.good("drills")),
                PlanTables.names(tables.good("hosts")),
                PlanTables.gateway(tables.good("hosts")),
                hash(tables.documents()));
    }

    /** A file under another ending would be left out in silence, and its scenario would have no procedure on the night. */
    private List<String> procedures() {
        Path procedures = folder.resolve("procedures");
        if (!Files.isDirectory(procedures)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(procedures)) {
            Map<Boolean, List<String>> yaml = files.map(
                            file -> "procedures/" + Objects.requireNonNull(file.getFileName()))
                    .filter(file -> !file.startsWith("procedures/."))
                    .sorted()
                    .collect(java.util.stream.Collectors.partitioningBy(file -> file.endsWith(".yaml")));
            yaml.getOrDefault(false, List.of())
                    .forEach(file -> problems.add(
                            file, YamlDocument.Position.START, "is not read: a procedure's file ends with .yaml"));
            return yaml.getOrDefault(true, List.of());
        } catch (IOException e) {
            problems.add("procedures", YamlDocument.Position.START, "can't be listed: no right to read the folder");
            return List.of();
        }
    }

    /** Over what was read, and not over what the files say by now. */
    private static String hash(Collection<YamlDocument> documents) {
        return Sha256.hex(documents.stream()
                .sorted(Comparator.comparing(YamlDocument::file))
                .flatMap(document -> Stream.of(document.file(), document.text())));
    }
}
