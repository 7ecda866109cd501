package io.lifeboat.recovery.lifecycle;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.lifeboat.probe.ProbeResult;
import io.lifeboat.testing.StackResource;
import io.lifeboat.testing.TestStack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people may still ask when the service's own database lets nobody in. */
@QuarkusTest
@TestProfile(LifecycleProfile.class)
@QuarkusTestResource(StackResource.class)
class DatabaseAwayIT {

    @Inject
    ScriptedBot bot;

    @Inject
    DataSource database;

    private String name = "";

    @BeforeEach
    void shutOut() throws SQLException {
        bot.probe("health", new ProbeResult.Healthy(null, "healthy"));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_database()")) {
            row.next();
            name = row.getString(1);
        }
        server("alter database \"" + name + "\" with allow_connections false");
        server("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    }

    @AfterEach
    void letIn() throws SQLException {
        server("alter database \"" + name + "\" with allow_connections true");
    }

    @Test
    void shouldPlanAndSayThatNoRunWouldStart() {
        given().header("Authorization", "Bearer " + LifecycleProfile.TOKEN)
                .get("/api/v1/procedures/scripted/plan?target=api-server")
                .then()
                .statusCode(200)
                .body("good", equalTo(false))
                .body("conditions.find { it.what == 'budget' }.good", equalTo(false))
                .body(
                        "conditions.find { it.what == 'budget' }.detail",
                        equalTo("the database does not answer: without it no run starts"))
                .body("steps[0].checks.find { it.what == 'login to api-server' }.good", equalTo(true));
    }

    private static void server(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        TestStack.postgres().jdbcUrl("postgres"),
                        TestStack.postgres().user(),
                        TestStack.postgres().password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
