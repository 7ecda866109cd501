package io.lifeboat.probe;

import io.lifeboat.catalog.Host;
import io.lifeboat.catalog.ProbeSpec.Sql;
import io.lifeboat.probe.ProbeResult.Healthy;
import io.lifeboat.probe.ProbeResult.Unasked;
import io.lifeboat.probe.ProbeResult.Unhealthy;
import io.lifeboat.sql.SqlClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

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
            String answer = asked + "the answer is " + Reason.brief(String.valueOf(value));
            String wrong = wrong(value, check);
            return wrong == null ? new Healthy(value, answer) : new Unhealthy(value, answer + wrong);
        } catch (SQLException e) {
            return new Unhealthy(null, asked + Reason.brief(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return new Unasked(asked + e.getMessage());
        }
    }

    /** None if the answer is as it should be. */
    static @Nullable String wrong(@Nullable String value, Sql check) {
        String equals = check.equals();
        if (equals != null && !equals.equals(value)) {
            return ", not " + equals;
        }
        Integer atMost = check.atMost();
        if (atMost == null) {
            return null;
        }
        try {
            return value != null && new BigDecimal(value.strip()).compareTo(BigDecimal.valueOf(atMost)) <= 0
                    ? null
                    : ", not at most " + atMost;
        } catch (NumberFormatException e) {
            return ", which is no number";
        }
    }
}
