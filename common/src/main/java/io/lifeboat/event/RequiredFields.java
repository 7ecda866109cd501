package io.lifeboat.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A field that is not marked {@code @Nullable} must be there, at any depth: JSON can leave it out, a record's type can't
 * say so. The JSON is checked and not the record, so that a record's constructor never meets a null.
 */
final class RequiredFields {

    private RequiredFields() {}

    /** @throws UndecodableEventException naming the first field that is missing */
    static void check(String name, JsonNode body, Class<?> type) {
        if (!body.isObject()) {
            throw new UndecodableEventException(
                    name + " is no JSON object but " + body.getNodeType().name().toLowerCase(java.util.Locale.ROOT));
        }
        check(name, "", body, type);
    }

    private static void check(String name, String path, JsonNode body, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String field = path + component.getName();
            JsonNode value = body.path(component.getName());
            if (present(value)) {
                inside(name, field, value, component.getGenericType());
            } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                throw lacks(name, field);
            }
        }
    }

    /** A value of the wrong kind is left to the binding, which says what it would have wanted. */
    private static void inside(String name, String field, JsonNode value, Type type) {
        if (type instanceof Class<?> one && one.isRecord() && value.isObject()) {
            check(name, field + ".", value, one);
        }
        if (type instanceof ParameterizedType list && value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                String member = field + "[" + i + "]";
                if (!present(value.get(i))) {
                    throw lacks(name, member);
                }
                inside(name, member, value.get(i), list.getActualTypeArguments()[0]);
            }
        }
    }

    private static boolean present(JsonNode value) {
        return !value.isMissingNode() && !value.isNull();
    }

    private static UndecodableEventException lacks(String name, String field) {
        return new UndecodableEventException(name + " lacks '" + field + "'");
    }
}
