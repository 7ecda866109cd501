package io.lifeboat.sandbox.engine;

/**
 * Who may trade, as far as this engine knows.
 *
 * @param holder the host whose engine may trade
 */
record Authority(String holder, long epoch) {

    /** An older grant never replaces a newer one, however late it is read. */
    boolean isReplacedBy(Authority other) {
        return other.epoch > epoch;
    }
}
