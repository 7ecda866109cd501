package io.lifeboat.notifier;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Contact;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** The plan's contacts. */
public class TestCatalog {

    public static final Contact ADMINISTRATOR =
            new Contact("system-administrator", "System Administrator", "Ada", "admin@example.com", null);
    public static final Contact TRADING =
            new Contact("trading-manager", "Trading Manager", null, "trading@example.com", "+1-555-0100");

    public static Map<String, Contact> contacts() {
        Map<String, Contact> contacts = new LinkedHashMap<>();
        contacts.put(ADMINISTRATOR.role(), ADMINISTRATOR);
        contacts.put(TRADING.role(), TRADING);
        return contacts;
    }

    @Produces
    @Singleton
    public Catalog catalog() {
        return new Catalog(
                Map.of(), Map.of(), contacts(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), "test");
    }
}
