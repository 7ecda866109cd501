package io.lifeboat.recovery.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "/opt/bot/scripts/test_trade.sh --lots=0.01                    # /opt/bot/scripts/test_trade.sh",
                "cd /opt/bot/scripts && ./activate_standby.sh                  # /opt/bot/scripts/activate_standby.sh",
                "cd /opt/bot/scripts/ && ./rotate.sh --revoke-only             # /opt/bot/scripts/rotate.sh",
                "sudo LANG=C /opt/a.sh; ! /opt/b.sh || /opt/a.sh               # /opt/a.sh,/opt/b.sh",
                "if /opt/a.sh; then cd /srv && ./b.sh; fi                      # /opt/a.sh,/srv/b.sh",
                "supervisorctl restart mt5_connector                           #",
                "./restart.sh                                                  #",
                "cd && ./restart.sh                                            #",
                "tar -czf /var/backups/e.tar.gz /var/log                       #",
                "/opt/$NAME/run.sh                                             #",
                "bash -c 'cd /opt/bot && source venv/bin/activate'             #",
                "test $(grep -c filled /var/log/engine.log) -ge 3              #",
            })
    void shouldFindTheProgramsThatACommandNamesByTheirPaths(String command, String paths) {
        assertThat(Scripts.in(command)).isEqualTo(paths == null ? List.of() : List.of(paths.split(",")));
    }
}
