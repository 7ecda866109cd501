package io.lifeboat.recovery.api;

import java.util.Set;

/**
 * Who asks.
 *
 * @param name for the record
 */
record Person(String name, Set<Role> roles) {

    Person {
        roles = Set.copyOf(roles);
    }

    boolean may(Role role) {
        return roles.contains(Role.ADMIN) || roles.contains(role) || (role == Role.VIEWER && !roles.isEmpty());
    }
}
