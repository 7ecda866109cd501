package io.lifeboat.notifier.page;

public enum PageKind {
    RAISED,
    RESOLVED
}
