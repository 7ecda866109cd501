package io.lifeboat.recovery.api;

import io.lifeboat.recovery.plan.Staff;
import jakarta.enterprise.context.ApplicationScoped;

/** The people whom the gate lets in. */
@ApplicationScoped
class KnownStaff implements Staff {

    private final OperatorGate gate;

    KnownStaff(OperatorGate gate) {
        this.gate = gate;
    }

    @Override
    public int approvers() {
        return who(Role.APPROVER);
    }

    @Override
    public int operators() {
        return who(Role.OPERATOR);
    }

    @Override
    public boolean others() {
        return gate.takesOthers();
    }

    private int who(Role role) {
        return (int) gate.known().stream().filter(person -> person.may(role)).count();
    }
}
