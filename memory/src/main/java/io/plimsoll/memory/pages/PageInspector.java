package io.plimsoll.memory.pages;

/** Looks at pages that nobody holds before the memory under them goes back. */
public interface PageInspector {

    /** Contiguous pages are about to lose their contents. Called under the store's lock. */
    void beforeTrim(int firstPage, int pages);
}
