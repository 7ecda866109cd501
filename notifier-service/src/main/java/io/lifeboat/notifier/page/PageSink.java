package io.lifeboat.notifier.page;

/** Who brings pages to people. */
public interface PageSink {

    /** A page has come, for the first time. Runs in the transaction that takes the page: what it notes down is kept if, and only if, the page is. */
    void take(Page page);

    /** The transaction has committed. May come without a page. */
    void committed();
}
