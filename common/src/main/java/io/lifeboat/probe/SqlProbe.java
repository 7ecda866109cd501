package io.lifeboat.probe;

import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.ProbeSpec.Sql;
import io.lifeboat.probe.ProbeResult.Healthy;
import io.lifeboat.probe.ProbeResult.Unasked;
import io.lifeboat.probe.ProbeResult.Unhealthy;
import io.lifeboat.sql.SqlClient;
import java.io.IOException;
import java.sql.SQLException;

/** One query. */
final class SqlProbe {

    private final SqlClient client = new SqlClient(System.getenv());

    ProbeResult run(Host host, Sql check) {
        String asked = "SQL on " + check.host() + "/" + check.database() + ": ";
        Host.Database database = host.databases().get(check.database());
        if (database == null) {
            return new Unasked("hosts.yaml has no database '" + check.database() + "' on '" + check.host() + "'");
        }
        try {
            String value = client.first(host, database, check.query(), true, check.within());
            String equals = check.equals();
            return equals == null || equals.equals(value)
                    ? new Healthy(value, asked + "the answer is " + Reason.brief(String.valueOf(value)))
                    : new Unhealthy(
                            value, asked + "the answer is " + Reason.brief(String.valueOf(value)) + ", not " + equals);
        } catch (SQLException e) {
            return new Unhealthy(null, asked + Reason.brief(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return new Unasked(asked + e.getMessage());
        }
    }
}
