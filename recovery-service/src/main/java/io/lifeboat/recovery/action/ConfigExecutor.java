package io.lifeboat.recovery.action;

import static io.lifeboat.recovery.action.Shell.quoted;

import io.lifeboat.catalog.action.ConfigAction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Compares a configuration file with its good copy, or restores it from there. */
@ApplicationScoped
class ConfigExecutor implements ActionExecutor<ConfigAction> {

    private final Shell shell;

    ConfigExecutor(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Class<ConfigAction> kind() {
        return ConfigAction.class;
    }

    @Override
    public ActionOutcome execute(ConfigAction action, ActionContext context) throws InterruptedException {
        String file = quoted(action.file());
        String good = quoted(action.good());
        return shell.run(
                action.host(),
                switch (action.verb()) {
                    case DIFF -> "diff -- " + file + " " + good;
                    case RESTORE -> restore(file, good);
                },
                null,
                Map.of(),
                context);
    }

    /** In place by a rename, so that no reader sees half a file; what is replaced is kept, once. */
    private static String restore(String file, String good) {
        return "set -eu; f=" + file + "; g=" + good + "; "
                + "test -s \"$g\" || { echo \"$g is empty or missing: it replaces nothing\" >&2; exit 1; }; "
                + "if cmp -s \"$f\" \"$g\"; then echo \"nothing to restore: they are the same\"; exit 0; fi; "
                + "test -e \"$f.$LIFEBOAT_RUN\" || test ! -e \"$f\" || cp -p -- \"$f\" \"$f.$LIFEBOAT_RUN\"; "
                + "cp -p -- \"$g\" \"$f.new\"; sync \"$f.new\"; mv -f -- \"$f.new\" \"$f\"; cmp \"$f\" \"$g\"; "
                + "echo \"restored; the former file is $f.$LIFEBOAT_RUN\"";
    }
}
