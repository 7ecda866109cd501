package io.lifeboat.recovery.procedure;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import io.lifeboat.catalog.Procedure;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.action.Action;
import io.lifeboat.event.EventCodec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A procedure as it is kept with a run, so that a change of the catalog does not change a run that is under way. Runs are
 * pinned to the few procedures of the catalog, and a first step waits for both directions: each is done once.
 */
public final class ProcedureJson {

    private static final int REMEMBERED = 64;
    private static final JsonMapper JSON = mapper();
    private static final Map<Procedure, String> WRITTEN = new ConcurrentHashMap<>();
    private static final Map<String, Procedure> READ = new ConcurrentHashMap<>();

    private ProcedureJson() {}

    public static String write(Procedure procedure) {
        return remembered(WRITTEN, procedure, ProcedureJson::toJson);
    }

    public static Procedure read(String json) {
        return remembered(READ, json, ProcedureJson::fromJson);
    }

    private static <K, V> V remembered(Map<K, V> known, K key, Function<K, V> make) {
        V value = known.get(key);
        if (value == null) {
            value = make.apply(key);
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(key, value);
        }
        return value;
    }

    private static String toJson(Procedure procedure) {
        try {
            return JSON.writeValueAsString(procedure);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("can't pin the procedure " + procedure.id(), e);
        }
    }

    private static Procedure fromJson(String json) {
        try {
            return JSON.readValue(json, Procedure.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the pinned procedure can't be read: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = EventCodec.JSON.copy();
        for (Class<?> sealed : new Class<?>[] {Action.class, Step.OnFailure.class}) {
            mapper.addMixIn(sealed, Kind.class);
            Stream.of(sealed.getPermittedSubclasses())
                    .forEach(kind -> mapper.registerSubtypes(new NamedType(kind, kind.getSimpleName())));
        }
        return mapper;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface Kind {}
}
