package io.lifeboat.sandbox.launcher;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lifeboat.event.EventCodec;
import io.lifeboat.sandbox.Sandbox;
import io.lifeboat.sandbox.demo.Run;
import io.lifeboat.sandbox.stack.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A run that stays up, as another process finds it: {@code lifeboat.json} in its work folder.
 *
 * @param pid of the process that holds the run
 * @param places where everything is, by name
 */
record Standing(long pid, Map<String, String> places) {

    /** What the backups' commands must be told. */
    static final String BACKUPS = "backups.env";

    private static final String FILE = "lifeboat.json";

    static Standing of(Run run) {
        Map<String, String> places = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            places.put(service.id(), run.stack().service(service).url().toString());
        }
        places.put("kafka", run.stack().bootstrapServers());
        places.put("postgresql", run.stack().servers().postgres().jdbcUrl("postgres"));
        places.put("s3", run.stack().servers().s3().endpoint().toString());
        places.put("smtp", "127.0.0.1:" + run.stack().servers().mail().port());
        run.sandbox()
                .hosts()
                .forEach(host -> host.ports()
                        .forEach((name, port) -> places.put(host.id() + ":" + name, host.address() + ":" + port)));
        places.put("catalog", run.layout().work().resolve("catalog").toString());
        places.put(
                "operator token", run.layout().work().resolve("operator-token").toString());
        places.put("backup key", run.layout().backupKey().toString());
        places.put("backups' settings", run.layout().work().resolve(BACKUPS).toString());
        return new Standing(ProcessHandle.current().pid(), places);
    }

    /** The run that is up in this folder, if there is one. */
    static Optional<Standing> find(Path work) {
        try {
            Standing standing =
                    EventCodec.JSON.readValue(Files.readAllBytes(work.resolve(FILE)), new TypeReference<Standing>() {});
            return ProcessHandle.of(standing.pid())
                    .filter(ProcessHandle::isAlive)
                    .map(process -> standing);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Sandbox attach(Path work) {
        if (!Files.exists(work.resolve("sandbox.json"))) {
            throw new IllegalStateException("no run is up in " + work + ": start one with ./lifeboat up");
        }
        return Sandbox.attach(work);
    }

    void write(Path work) {
        try {
            Path draft = work.resolve(FILE + ".new");
            Files.write(draft, EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            Files.move(draft, work.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to " + work, e);
        }
    }
}
