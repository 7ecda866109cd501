package io.lifeboat.event;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The CloudEvents type of every event, such as {@code io.lifeboat.incident.step-started.v1}. */
public final class EventTypes {

    private static final Map<String, Class<? extends Event>> BY_NAME = new TreeMap<>();

    static {
        register(Event.class);
    }

    private EventTypes() {}

    /** Every type there is, sorted by name. */
    public static Map<String, Class<? extends Event>> all() {
        return Map.copyOf(BY_NAME);
    }

    public static String nameOf(Class<? extends Event> event) {
        Class<?> family = event.getEnclosingClass();
        String name = family == null
                ? kebab(event.getSimpleName())
                : kebab(family.getSimpleName().replaceFirst("Event$", "")) + "." + kebab(event.getSimpleName());
        return "io.lifeboat." + name + ".v1";
    }

    static Optional<Class<? extends Event>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    @SuppressWarnings("unchecked")
    private static void register(Class<? extends Event> type) {
        if (!type.isSealed()) {
            BY_NAME.put(nameOf(type), type);
            return;
        }
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            register((Class<? extends Event>) permitted);
        }
    }

    private static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }
}
