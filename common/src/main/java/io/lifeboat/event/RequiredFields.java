package io.lifeboat.event;

import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** A field that is not marked {@code @Nullable} must be there: JSON can leave it out, a record's type can't say so. */
final class RequiredFields {

    private RequiredFields() {}

    static void check(String name, Record event) {
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                continue;
            }
            if (read(component, event) == null) {
                throw new UndecodableEventException(name + " lacks '" + component.getName() + "'");
            }
        }
    }

    static void check(String name, Event event) {
        check(name, (Record) event);
    }

    private static @Nullable Object read(RecordComponent component, Record event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("can't read " + component, e);
        }
    }
}
