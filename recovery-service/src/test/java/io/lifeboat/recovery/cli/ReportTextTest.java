package io.lifeboat.recovery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lifeboat.event.EventCodec;
import org.junit.jupiter.api.Test;

class ReportTextTest {

    @Test
    void shouldTellTheObjectivesThePeopleAndThePages() throws Exception {
        // given
        String report = """
                {"incident": {"scenario": "database-corruption", "target": "db-server", "state": "CLOSED"},
                 "rtoSeconds": 8.61, "rtoTargetSeconds": 3600, "rtoMet": true,
                 "rpo": {"targetSeconds": 300, "achievedSeconds": 400.0, "met": false, "words": "400 s are lost"},
                 "deviations": [{"at": "T1", "kind": "TIMED_OUT", "step": "s", "words": "s failed"}],
                 "asked": [{"step": "s", "role": "manager", "question": "Go on?\\nReally?", "at": "T2",
                            "answers": [{"answer": "approved", "by": "Ada", "note": "100 % sure", "at": "T3"}]},
                           {"step": "t", "role": "manager", "question": "And now?", "at": "T4", "answers": []}],
                 "pages": [{"at": "T5", "role": "manager", "severity": "CRITICAL", "subject": "50 % of it", "deadline": "T9",
                   "deliveries": [{"at": "T6", "channel": "email", "accepted": true, "words": "<id>"},
                                  {"at": "T7", "channel": "webhook", "accepted": false, "words": "HTTP 410"}]}],
                 "checklist": []}
                """;

        // when
        String text = ReportText.of(EventCodec.JSON.readTree(report));

        // then
        assertThat(text)
                .contains(
                        "| RTO | 8.6 s; the objective: 3600 s, met |",
                        "| RPO | 400 s are lost; the objective: 300 s, MISSED |",
                        "- T1  timed out: s failed",
                        "- T2  manager was asked at s: Go on?\n  - T3  Ada: approved, 100 % sure\n",
                        "- T4  manager was asked at t: And now?\n  - nobody has answered\n",
                        "- T5  to manager, critical: 50 % of it (until T9)\n    - T6  delivered by email: <id>\n    - T7  NOT DELIVERED by webhook: HTTP 410\n");
    }

    @Test
    void shouldSayWhereThereIsNothing() throws Exception {
        assertThat(ReportText.of(EventCodec.JSON.readTree("{\"rpo\": {\"words\": \"nothing was restored\"}}")))
                .contains(
                        "| RTO | not recovered; the objective: none in the plan |",
                        "| RPO | nothing was restored; the objective: none in the plan |",
                        "Nobody was asked.",
                        "Nobody was paged.");
    }
}
