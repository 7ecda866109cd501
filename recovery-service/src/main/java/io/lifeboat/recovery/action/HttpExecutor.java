package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.action.HttpAction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;

/** A request. */
@ApplicationScoped
class HttpExecutor implements ActionExecutor<HttpAction> {

    private final HttpCalls calls;

    HttpExecutor(HttpCalls calls) {
        this.calls = calls;
    }

    @Override
    public Class<HttpAction> kind() {
        return HttpAction.class;
    }

    @Override
    public ActionOutcome execute(HttpAction action, ActionContext context) throws InterruptedException {
        String asked = action.method() + " " + action.url() + ": ";
        try {
            HttpCalls.Answer answer = calls.call(
                    action.method(),
                    action.url(),
                    action.json(),
                    action.bearer(),
                    context.step().timeout());
            return judge(action, asked, answer);
        } catch (ConnectException e) {
            return new ActionOutcome.Failed(asked + "no connection", Fault.UNREACHABLE);
        } catch (HttpTimeoutException e) {
            return uncertain(
                    context.step(),
                    asked + "no answer within " + context.step().timeout().toMillis() + " ms",
                    Fault.TIMEOUT);
        } catch (IOException e) {
            return uncertain(context.step(), asked + e.getMessage(), Fault.FAILURE);
        }
    }

    private static ActionOutcome judge(HttpAction action, String asked, HttpCalls.Answer answer) {
        Integer wanted = action.status();
        if (wanted == null ? !answer.good() : answer.status() != wanted) {
            return new ActionOutcome.Failed(
                    asked + "status " + answer.status() + (wanted == null ? "" : ", not " + wanted));
        }
        String pointer = action.value();
        if (pointer == null) {
            return new ActionOutcome.Succeeded(asked + "status " + answer.status());
        }
        String value = answer.at(pointer);
        if (value == null) {
            return new ActionOutcome.Failed(asked + "the answer has no " + pointer);
        }
        String equals = action.equals();
        return equals == null || equals.equals(value)
                ? ActionOutcome.Succeeded.reading(asked + pointer + " is " + value, value)
                : new ActionOutcome.Failed(asked + pointer + " is " + value + ", not " + equals);
    }

    /** What was sent may have been carried out. */
    private static ActionOutcome uncertain(Step step, String reason, Fault fault) {
        return step.effect() == Step.Effect.IDEMPOTENT
                ? new ActionOutcome.Failed(reason, fault)
                : new ActionOutcome.Unknown(reason);
    }
}
