package io.lifeboat.backup.job;

import jakarta.enterprise.context.ApplicationScoped;

/** What has become of the last job, for the health page. */
@ApplicationScoped
public class LastJob {

    private volatile String text = "none since the start";

    public String text() {
        return text;
    }

    void was(String newText) {
        text = newText;
    }
}
