package io.lifeboat.recovery.action;

import io.lifeboat.catalog.Catalog;
import io.lifeboat.catalog.Fault;
import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.Step;
import io.lifeboat.catalog.action.SqlAction;
import io.lifeboat.sql.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;

/** A statement on a database of the bot. */
@ApplicationScoped
class SqlExecutor implements ActionExecutor<SqlAction> {

    /** SQLSTATE class 08: the connection. */
    private static final String CONNECTION = "08";

    /** There never was one, so that nothing was done. */
    private static final String NEVER_CONNECTED = "08001";

    private final Catalog catalog;
    private final SqlClient client = new SqlClient(System.getenv());

    SqlExecutor(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Class<SqlAction> kind() {
        return SqlAction.class;
    }

    @Override
    public ActionOutcome execute(SqlAction action, ActionContext context) {
        Host host = catalog.hosts().get(action.host());
        Host.Database database = host == null ? null : host.databases().get(action.database());
        if (host == null || database == null) {
            return new ActionOutcome.Failed(
                    "the catalog has no database '" + action.database() + "' on '" + action.host() + "' any more");
        }
        Step step = context.step();
        try {
            String value = client.first(host, database, action.query(), false, step.timeout());
            String equals = action.equals();
            return equals == null || equals.equals(value)
                    ? ActionOutcome.Succeeded.reading(value == null ? "done" : "the answer is " + value, value)
                    : new ActionOutcome.Failed("the answer is " + value + ", not " + equals);
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            boolean connection = state.startsWith(CONNECTION);
            String reason = String.valueOf(e.getMessage());
            return connection && !state.equals(NEVER_CONNECTED) && step.effect() != Step.Effect.IDEMPOTENT
                    ? new ActionOutcome.Unknown(reason)
                    : new ActionOutcome.Failed(reason, connection ? Fault.UNREACHABLE : Fault.FAILURE);
        } catch (IOException e) {
            return new ActionOutcome.Failed(String.valueOf(e.getMessage()));
        }
    }
}
