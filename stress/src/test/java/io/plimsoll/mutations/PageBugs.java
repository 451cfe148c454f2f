package io.plimsoll.mutations;

import java.util.List;

/** Bugs of free lists, stacks and regions. */
final class PageBugs {

    static final List<Mutation> ALL =
            List.of(
                    Mutation.of(
                            "an empty list looks as if page 0 were on it (Netty #16023: sentinel)",
                            "pages/PageStack.java",
                            "volatile long head = INDEX_MASK;",
                            "volatile long head = 0;",
                            "pages.PageStackTest"),
                    Mutation.of(
                            "the sentinel loses its sign where links are packed",
                            "pages/PageLinks.java",
                            "return (int) link;",
                            "return (int) link & Integer.MAX_VALUE;",
                            "pages.PageStackTest"),
                    Mutation.of(
                            "ABA: the head of a lock-free stack has no tag",
                            "pages/PageStack.java",
                            "((seen & ~INDEX_MASK) + TAG_STEP)",
                            "(seen & ~INDEX_MASK)",
                            "pages.PageStackTest"),
                    Mutation.of(
                            "one slot more than there are (off-by-one capacity)",
                            "pages/SlotZone.java",
                            "cutSlots < slots ?",
                            "cutSlots <= slots ?",
                            "pages.PageStoreTest",
                            "pages.PageStoreModelTest"),
                    Mutation.of(
                            "a page that comes back is forgotten (Netty #14348: lost chunk)",
                            "pages/PageStore.java",
                            "        singles.pushWarm(page);\n        heldPages--;",
                            "        heldPages--;",
                            "pages.PageStoreTest"),
                    Mutation.of(
                            "a run comes back with another length than it was taken with",
                            "pages/RunZones.java",
                            "&& heldPages(firstPage) == pages;",
                            "&& heldPages(firstPage) >= pages;",
                            "pages.PageStoreTest",
                            "pages.PageStoreModelTest"),
                    Mutation.of(
                            "trimmed pages are lost when all memory is touched",
                            "pages/PageStore.java",
                            "            singles.cut();\n",
                            "            singles.takeCold();\n",
                            "pages.PageStoreTest"));

    private PageBugs() {}
}
