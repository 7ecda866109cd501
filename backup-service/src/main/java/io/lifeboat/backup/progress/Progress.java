package io.lifeboat.backup.progress;

/** Is told how far a piece of work is. Called often, by many threads: an implementation takes no time, and never fails. */
public interface Progress {

    Progress NONE = new Progress() {
        @Override
        public void begin(String step, long bytes) {
            // Nobody waits.
        }

        @Override
        public void add(long bytes) {
            // Nobody waits.
        }
    };

    /**
     * What was done before is over.
     *
     * @param step in words, such as {@code reading}
     * @param bytes how many there will be; 0 if nobody knows
     */
    void begin(String step, long bytes);

    /** So many bytes more of the step are done. */
    void add(long bytes);
}
