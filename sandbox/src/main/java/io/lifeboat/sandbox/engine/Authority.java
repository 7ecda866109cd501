package io.lifeboat.sandbox.engine;

/**
 * Who may trade, as far as this engine knows.
 *
 * @param holder the host whose engine may run
 * @param mayTrade whether it may send orders, too
 */
record Authority(String holder, long epoch, boolean mayTrade) {

    private static final String NOBODY = "nobody";

    /** An older grant never replaces a newer one, however late it is read. Within an epoch: nobody, then observe, then trade. */
    boolean isReplacedBy(Authority other) {
        return other.epoch > epoch || (other.epoch == epoch && other.rank() > rank());
    }

    private int rank() {
        return holder.equals(NOBODY) ? 0 : mayTrade ? 2 : 1;
    }
}
