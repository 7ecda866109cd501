package io.lifeboat.recovery.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.SecretRef;
import io.lifeboat.catalog.Step.Effect;
import io.lifeboat.catalog.action.KubernetesAction;
import io.lifeboat.catalog.action.KubernetesAction.Verb;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubernetesExecutorTest {

    private static final String DEPLOYMENT = "deployment/forex-engine";

    private final FakeCluster fake = new FakeCluster();

    KubernetesExecutorTest() throws IOException {}

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void shouldScaleAndSaySo() throws Exception {
        assertThat(execute(Verb.SCALE, DEPLOYMENT, 3))
                .isEqualTo(new ActionOutcome.Succeeded(DEPLOYMENT + " has 3 pods"));
        assertThat(replicas()).isEqualTo(3);
    }

    @Test
    void shouldBeAtZeroOnlyWhenNoPodIsLeft() throws Exception {
        // given: one that is being ended, and takes its time
        fake.podsLeft = 1;

        // when
        ActionOutcome outcome = execute(Verb.SCALE, DEPLOYMENT, 0);

        // then
        assertThat(replicas()).isZero();
        assertThat(outcome).isEqualTo(new ActionOutcome.Failed("forex-engine still has 1 pods, not 0", Fault.TIMEOUT));
        fake.podsLeft = 0;
        assertThat(execute(Verb.SCALE, DEPLOYMENT, 0)).isInstanceOf(ActionOutcome.Succeeded.class);
    }

    @Test
    void shouldNotTakeAnOldCountForTheNewOne() throws Exception {
        // given: nobody carries out what is wished, and no pod happens to be there
        fake.controller = false;
        fake.pods = 0;

        // then
        assertThat(execute(Verb.SCALE, DEPLOYMENT, 0))
                .isEqualTo(new ActionOutcome.Failed(
                        "the cluster does not say yet that forex-engine has 0 replicas", Fault.TIMEOUT));
    }

    @Test
    void shouldRestartAndCordon() throws Exception {
        // when
        ActionOutcome restarted = execute(Verb.ROLLOUT_RESTART, DEPLOYMENT, 0);
        ActionOutcome cordoned = execute(Verb.CORDON, "worker-1", 0);

        // then
        assertThat(restarted).isInstanceOf(ActionOutcome.Succeeded.class);
        assertThat(Objects.requireNonNull(fake.objects.get(FakeCluster.DEPLOYMENT))
                        .at("/spec/template/metadata/annotations")
                        .toString())
                .contains("restartedAt");
        assertThat(cordoned).isEqualTo(new ActionOutcome.Succeeded("node worker-1 takes no new pods"));
        assertThat(Objects.requireNonNull(fake.objects.get(FakeCluster.NODE))
                        .at("/spec/unschedulable")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void shouldSayWhatIsNotThereAndWhoRefuses() throws Exception {
        assertThat(execute(Verb.SCALE, "deployment/other", 0))
                .isEqualTo(new ActionOutcome.Failed("the cluster has no deployment 'other' in 'trading'"));
        assertThat(execute(Verb.ROLLOUT_RESTART, "statefulset/other", 0))
                .isEqualTo(new ActionOutcome.Failed("the cluster has no statefulset/other in 'trading'"));
        assertThat(execute(Verb.CORDON, "worker-9", 0))
                .isEqualTo(new ActionOutcome.Failed("the cluster has no node 'worker-9'"));
        fake.refuses = 403;
        assertThat(execute(Verb.SCALE, DEPLOYMENT, 0)).isInstanceOfSatisfying(ActionOutcome.Failed.class, failed -> {
            assertThat(failed.reason()).startsWith("the cluster refuses (403)");
            assertThat(failed.fault()).isEqualTo(Fault.FAILURE);
        });
        fake.close();
        assertThat(execute(Verb.SCALE, DEPLOYMENT, 0)).isInstanceOfSatisfying(ActionOutcome.Failed.class, failed -> {
            assertThat(failed.reason()).startsWith("the cluster does not answer");
            assertThat(failed.fault()).isEqualTo(Fault.UNREACHABLE);
        });
    }

    @Test
    void shouldReadASecretAtTheLastMomentAndKeepItOffTheRecord() throws Exception {
        // given
        Secrets secrets = new Secrets(fake.cluster());

        // when
        String token = secrets.resolve(SecretRef.parse("kubernetes:trading/broker/token"));

        // then
        assertThat(token).isEqualTo("sesame-42");
        assertThat(secrets.redact("login with sesame-42 is refused")).isEqualTo("login with *** is refused");
    }

    @Test
    void shouldNameTheReferenceOfASecretThatIsNotThere() {
        // given
        Secrets secrets = new Secrets(fake.cluster());

        // then
        assertThatThrownBy(() -> secrets.resolve(SecretRef.parse("kubernetes:trading/broker/key")))
                .isInstanceOf(IOException.class)
                .hasMessage("kubernetes:trading/broker/key can't be read: the secret has no key 'key'");
        assertThatThrownBy(() -> secrets.resolve(SecretRef.parse("kubernetes:trading/none/token")))
                .hasMessage("kubernetes:trading/none/token can't be read: there is no such secret");
        fake.refuses = 403;
        assertThatThrownBy(() -> secrets.resolve(SecretRef.parse("kubernetes:trading/broker/token")))
                .hasMessageStartingWith("kubernetes:trading/broker/token can't be read: the cluster refuses (403)");
    }

    private int replicas() {
        return Objects.requireNonNull(fake.objects.get(FakeCluster.DEPLOYMENT))
                .at("/spec/replicas")
                .asInt();
    }

    private ActionOutcome execute(Verb verb, String object, int replicas) throws InterruptedException {
        KubernetesAction action = new KubernetesAction(verb, "trading", object, replicas);
        return new KubernetesExecutor(fake.cluster())
                .execute(action, Contexts.of(action, Effect.IDEMPOTENT, Duration.ofSeconds(1)));
    }
}
