package io.lifeboat.recovery.action;

import io.lifeboat.catalog.action.SshAction;
import io.lifeboat.recovery.procedure.Expression;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.stream.Collectors;

/** A command on a host. */
@ApplicationScoped
class SshExecutor implements ActionExecutor<SshAction> {

    private final Shell shell;

    SshExecutor(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Class<SshAction> kind() {
        return SshAction.class;
    }

    @Override
    public ActionOutcome execute(SshAction action, ActionContext context) throws InterruptedException {
        Map<String, String> env = action.env().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> Expression.text(e.getValue(), context.facts())));
        return shell.run(action.host(), action.run(), action.until(), env, context);
    }
}
