package io.lifeboat.catalog;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole disaster plan. Every map is keyed by id and keeps the file's order; every id that one part names in another
 * exists (the loader has checked it).
 *
 * @param names none where no name is ever switched
 * @param gateway none where the bot does not trade
 * @param hash SHA-256 over all files of the catalog, in hex
 */
public record Catalog(
        Map<String, Component> components,
        Map<String, Host> hosts,
        Map<String, Contact> contacts,
        Map<String, ProbeSpec> probes,
        Map<String, LogSource> logs,
        Map<String, Scenario> scenarios,
        Map<String, Procedure> procedures,
        Map<String, BackupGroup> backups,
        Map<String, Drill> drills,
        @Nullable NameService names,
        @Nullable OrderGateway gateway,
        String hash) {

    /** Without a zone and an order gateway: nothing can be switched or fenced. */
    public Catalog(
            Map<String, Component> components,
            Map<String, Host> hosts,
            Map<String, Contact> contacts,
            Map<String, ProbeSpec> probes,
            Map<String, LogSource> logs,
            Map<String, Scenario> scenarios,
            Map<String, Procedure> procedures,
            Map<String, BackupGroup> backups,
            Map<String, Drill> drills,
            String hash) {
        this(components, hosts, contacts, probes, logs, scenarios, procedures, backups, drills, null, null, hash);
    }

    /** The host that runs a component, if the plan gives it one. */
    public Optional<Host> hostOf(Component component) {
        return Optional.ofNullable(component.host()).map(hosts::get);
    }

    /** What an incident of this component is about: its host, or the component itself where it has none. */
    public String targetOf(Component component) {
        String host = component.host();
        return host == null ? component.id() : host;
    }
}
