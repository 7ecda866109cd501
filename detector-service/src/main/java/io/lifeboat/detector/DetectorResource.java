package io.lifeboat.detector;

import io.lifeboat.detector.probe.ProbeView;
import io.lifeboat.detector.scenario.ScenarioView;
import io.lifeboat.event.Evidence;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;

/** What the detector sees now, for operators. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class DetectorResource {

    private final Detector detector;

    DetectorResource(Detector detector) {
        this.detector = detector;
    }

    @GET
    @Path("/symptoms")
    public List<Evidence> symptoms() {
        return detector.board().snapshot().present().stream()
                .sorted(Comparator.comparing(Evidence::since))
                .toList();
    }

    @GET
    @Path("/probes")
    public List<ProbeView> probes() {
        return detector.probes().view();
    }

    @GET
    @Path("/scenarios")
    public List<ScenarioView> scenarios() {
        return detector.scenarios().view();
    }
}
