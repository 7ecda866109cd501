package io.lifeboat.recovery.api;

/** What a person may do. Each includes those before it, except that approving is a right of its own. */
enum Role {
    VIEWER,
    OPERATOR,
    APPROVER,
    ADMIN
}
