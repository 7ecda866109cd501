package io.lifeboat.recovery.checksum;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lifeboat.event.EventCodec;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sums that are taken for good. */
@ApplicationScoped
public class Baselines implements PanacheRepositoryBase<BaselineEntity, String> {

    private static final TypeReference<Map<String, String>> SUMS = new TypeReference<>() {};

    private final Clock clock;

    Baselines(Clock clock) {
        this.clock = clock;
    }

    public void replace(String host, List<String> paths, ChecksumList sums) {
        QuarkusTransaction.requiringNew().run(() -> {
            BaselineEntity baseline = findByIdOptional(key(host, paths)).orElseGet(BaselineEntity::new);
            baseline.id = key(host, paths);
            baseline.takenAt = clock.instant();
            baseline.sums = write(sums.sums());
            persist(baseline);
        });
    }

    public Optional<ChecksumList> of(String host, List<String> paths) {
        return QuarkusTransaction.requiringNew()
                .call(() -> findByIdOptional(key(host, paths)).map(baseline -> read(baseline.sums)));
    }

    private static String key(String host, List<String> paths) {
        return host + ":" + String.join(",", paths);
    }

    private static String write(Map<String, String> sums) {
        try {
            return EventCodec.JSON.writeValueAsString(sums);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("sums that are no JSON", e);
        }
    }

    private static ChecksumList read(String json) {
        try {
            return new ChecksumList(EventCodec.JSON.readValue(json, SUMS));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a baseline can't be read: " + e.getOriginalMessage(), e);
        }
    }
}
