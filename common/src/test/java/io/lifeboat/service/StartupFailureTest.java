package io.lifeboat.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.catalog.CatalogException;
import io.lifeboat.catalog.CatalogProblem;
import java.net.BindException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartupFailureTest {

    @Test
    void shouldNameEveryProblemOfABadCatalog() {
        // given
        CatalogException bad = new CatalogException(
                Path.of("catalog"), List.of(new CatalogProblem("hosts.yaml", 3, 5, "unknown key 'adress'")));

        // when
        StartupFailure failure = StartupFailure.of(new RuntimeException("Failed to start quarkus", bad));

        // then
        assertThat(failure.exitStatus()).isEqualTo(78);
        assertThat(failure.reason()).contains("hosts.yaml:3:5: unknown key 'adress'", "LIFEBOAT_CATALOG");
    }

    @Test
    void shouldNameTheDatabaseThatIsDown() {
        // given
        SQLException down = new SQLException("Connection to db:5432 refused.\nCheck the hostname.", "08001");

        // when
        StartupFailure failure = StartupFailure.of(new RuntimeException("Failed to start quarkus", down));

        // then
        assertThat(failure.exitStatus()).isEqualTo(69);
        assertThat(failure.reason())
                .startsWith("the database does not answer: Connection to db:5432 refused. Check the hostname.")
                .contains("QUARKUS_DATASOURCE_JDBC_URL")
                .doesNotContain("\n");
    }

    @Test
    void shouldNameThePortThatIsTaken() {
        assertThat(StartupFailure.of(new RuntimeException(new BindException("Address already in use: 0.0.0.0:8082"))))
                .isEqualTo(new StartupFailure(
                        69,
                        "Address already in use: 0.0.0.0:8082: another process has the port. Set QUARKUS_HTTP_PORT."));
    }

    @Test
    void shouldGiveTheRootCauseOfAnythingElse() {
        assertThat(StartupFailure.of(new RuntimeException("outer", new IllegalStateException("the inner one"))))
                .isEqualTo(new StartupFailure(70, "IllegalStateException: the inner one (the trace above says where)"));
    }
}
