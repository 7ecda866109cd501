package io.lifeboat.benchmarks;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The same number of steps as activities of a Temporal workflow, on the test server that Temporal ships: it keeps everything in memory. */
final class TemporalPeer {

    private static final String QUEUE = "bench";

    private TemporalPeer() {}

    @ActivityInterface
    public interface Nothing {
        void step(int number);
    }

    @WorkflowInterface
    public interface Steps {
        @WorkflowMethod
        void run(int steps);
    }

    public static final class StepsWorkflow implements Steps {
        private final Nothing nothing = Workflow.newActivityStub(
                Nothing.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofSeconds(10))
                        .build());

        @Override
        public void run(int steps) {
            for (int i = 0; i < steps; i++) {
                nothing.step(i);
            }
        }
    }

    /** Of one workflow, from its start to its end; the first tenth warms up. */
    static double medianMillis(int steps, int runs) {
        try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(
                TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build())) {
            Worker worker = temporal.newWorker(QUEUE);
            worker.registerWorkflowImplementationTypes(StepsWorkflow.class);
            Nothing nothing = number -> {};
            worker.registerActivitiesImplementations(nothing);
            temporal.start();
            WorkflowClient client = temporal.getWorkflowClient();
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < runs + runs / 10; i++) {
                Steps workflow = client.newWorkflowStub(
                        Steps.class,
                        WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
                long began = System.nanoTime();
                workflow.run(steps);
                if (i >= runs / 10) {
                    millis.add((System.nanoTime() - began) / 1e6);
                }
            }
            return Median.of(millis);
        }
    }
}
