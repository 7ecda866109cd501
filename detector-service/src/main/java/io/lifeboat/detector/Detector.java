package io.lifeboat.detector;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.detector.logs.LogWatches;
import io.lifeboat.detector.probe.ProbeLoops;
import io.lifeboat.detector.scenario.ScenarioLoop;
import io.lifeboat.detector.scenario.ScenarioWatch;
import io.lifeboat.detector.spool.Spool;
import io.lifeboat.detector.spool.SpoolSender;
import io.lifeboat.detector.state.StateFolder;
import io.lifeboat.detector.symptom.SymptomBoard;
import io.lifeboat.event.Envelope;
import io.lifeboat.messaging.EventSender;
import io.lifeboat.probe.ProbeRunner;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/** Puts the parts together: what sees, the board, the judge, the way out. */
@Singleton
class Detector {

    private static final Logger LOG = Logger.getLogger(Detector.class);

    private final StateFolder folder;
    private final SymptomBoard board;
    private final Spool spool;
    private final SpoolSender sender;
    private final ScenarioWatch scenarios;
    private final ScenarioLoop judge;
    private final ProbeLoops probes;
    private final LogWatches logs;

    Detector(
            DetectorConfig config,
            Catalog catalog,
            ProbeRunner runner,
            EventSender events,
            DetectorMetrics metrics,
            Clock clock) {
        try {
            folder = StateFolder.open(config.state().toAbsolutePath());
            board = new SymptomBoard(config.vantage(), elsewhere(catalog));
            spool = Spool.open(folder.folder("spool"), config.spoolLimit().asLongValue(), clock);
            sender = new SpoolSender(spool, events, clock);
            scenarios =
                    new ScenarioWatch(catalog, board, folder.path().resolve("scenarios.json"), this::announce, clock);
            scenarios.restore();
            judge = new ScenarioLoop(board, scenarios, clock);
            probes = new ProbeLoops(
                    catalog.probes().values(), runner, board, metrics::answered, config.confirmEvery(), clock);
            logs = new LogWatches(catalog, folder.folder("logs"), board, config.logPoll(), clock);
        } catch (IOException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
        metrics.watch(this, catalog);
    }

    private static Map<String, String> elsewhere(Catalog catalog) {
        Map<String, String> elsewhere = new LinkedHashMap<>();
        catalog.probes().forEach((id, probe) -> {
            String from = probe.from();
            if (from != null) {
                elsewhere.put(id, from);
            }
        });
        return elsewhere;
    }

    private void announce(Envelope<?> envelope) {
        LOG.infof("%s", envelope.event());
        spool.append(envelope);
    }

    void start(@Observes StartupEvent event) {
        sender.start();
        judge.start();
        logs.start();
        probes.start();
    }

    /** In the order in which things flow, so that nothing is said to one who no longer listens. */
    void stop(@Observes ShutdownEvent event) {
        for (AutoCloseable part : new AutoCloseable[] {probes, logs, judge, sender, spool, folder}) {
            try {
                part.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warnf("%s did not stop well: %s", part.getClass().getSimpleName(), e);
            }
        }
    }

    StateFolder folder() {
        return folder;
    }

    SymptomBoard board() {
        return board;
    }

    Spool spool() {
        return spool;
    }

    SpoolSender sender() {
        return sender;
    }

    ScenarioWatch scenarios() {
        return scenarios;
    }

    ScenarioLoop judge() {
        return judge;
    }

    ProbeLoops probes() {
        return probes;
    }

    LogWatches logs() {
        return logs;
    }
}
