package io.lifeboat.recovery.action;

import static io.lifeboat.recovery.action.Shell.quoted;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.action.SupervisorAction;
import io.lifeboat.recovery.supervisor.SupervisorFaultException;
import io.lifeboat.recovery.supervisor.SupervisorRpc;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;

/** A program under supervisord. */
@ApplicationScoped
class SupervisorExecutor implements ActionExecutor<SupervisorAction> {

    private final Catalog catalog;
    private final Shell shell;
    private final Secrets secrets;

    SupervisorExecutor(Catalog catalog, Shell shell, Secrets secrets) {
        this.catalog = catalog;
        this.shell = shell;
        this.secrets = secrets;
    }

    @Override
    public Class<SupervisorAction> kind() {
        return SupervisorAction.class;
    }

    @Override
    public ActionOutcome execute(SupervisorAction action, ActionContext context) throws InterruptedException {
        Host host = catalog.hosts().get(action.host());
        Host.Supervisor at = host == null ? null : host.supervisor();
        if (at == null) {
            String command = "supervisorctl " + action.verb().word() + " " + quoted(action.program());
            return shell.run(action.host(), command, null, Map.of(), context);
        }
        try {
            String password = at.password() == null ? "" : secrets.resolve(at.password());
            SupervisorRpc rpc = new SupervisorRpc(
                    at.url(),
                    at.user() == null ? "" : at.user(),
                    password,
                    context.step().timeout());
            return act(rpc, action);
        } catch (SupervisorFaultException e) {
            return new ActionOutcome.Failed(action.program() + " on " + action.host() + ": " + e.getMessage());
        } catch (IOException e) {
            return new ActionOutcome.Failed(
                    "supervisord on " + action.host() + " does not answer: " + e.getMessage(), Fault.UNREACHABLE);
        }
    }

    /** A start of what runs and a stop of what does not are done already. */
    private static ActionOutcome act(SupervisorRpc rpc, SupervisorAction action)
            throws IOException, InterruptedException {
        String program = action.program();
        switch (action.verb()) {
            case START -> rpc.start(program);
            case STOP -> rpc.stop(program);
            case RESTART -> {
                rpc.stop(program);
                rpc.start(program);
            }
            case STATUS -> {}
        }
        String state = rpc.state(program);
        boolean well = action.verb() == SupervisorAction.Verb.STOP
                ? state.equals("STOPPED") || state.equals("EXITED")
                : state.equals("RUNNING");
        return well
                ? ActionOutcome.Succeeded.reading(program + " is " + state, state)
                : new ActionOutcome.Failed(program + " is " + state);
    }
}
