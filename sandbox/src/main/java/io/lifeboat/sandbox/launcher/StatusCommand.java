package io.lifeboat.sandbox.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lifeboat.event.EventCodec;
import io.lifeboat.sandbox.demo.Console;
import io.lifeboat.sandbox.demo.Console.Tone;
import io.lifeboat.sandbox.stack.Http;
import io.lifeboat.sandbox.stack.Service;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "status", description = "How the run that is up does.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Option(names = "--work", paramLabel = "DIR", description = "The run's work folder (default: that of 'up').")
    Path work = WorkFolder.standing();

    @Option(names = "--json", description = "For a machine.")
    boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Standing standing = Standing.find(work)
                .orElseThrow(
                        () -> new IllegalStateException("no run is up in " + work + ": start one with ./lifeboat up"));
        Map<String, Boolean> healthy = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            String place = standing.places().get(service.id());
            healthy.put(service.id(), place != null && Http.isOk(URI.create(place + "/q/health/ready")));
        }
        healthy.put(
                "bot's API", Http.isOk(URI.create("http://" + standing.places().get("api-server:api") + "/health")));
        if (json) {
            System.out.println(
                    EventCodec.JSON.writeValueAsString(Map.of("healthy", healthy, "places", standing.places())));
        } else {
            Console console = Console.standard(false);
            healthy.forEach((name, good) -> console.line(
                    good ? Tone.GOOD : Tone.BAD, String.format("%-28s %s", name, good ? "healthy" : "NOT HEALTHY")));
            UpCommand.print(standing, console);
        }
        return healthy.containsValue(false) ? ExitStatus.FAILED : ExitStatus.OK;
    }
}
