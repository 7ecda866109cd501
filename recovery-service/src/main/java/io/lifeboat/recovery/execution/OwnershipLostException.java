package io.lifeboat.recovery.execution;

/** Another instance has claimed the run meanwhile: this one must do nothing more for it. */
final class OwnershipLostException extends RuntimeException {

    OwnershipLostException(Ownership ownership) {
        super("run " + ownership.run() + " has another owner: generation " + ownership.generation() + " is over");
    }
}
