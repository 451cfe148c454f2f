package io.plimsoll.mutations;

import java.util.List;

/** Bugs of free lists, stacks and regions. */
final class PageBugs {

    static final List<Mutation> ALL =
            List.of(
                    Mutation.of(
                            "an empty place looks as if page 0 were there (Netty #16023: sentinel)",
                            "pages/PageRack.java",
                            "private static final int EMPTY = PageStore.NONE;",
                            "private static final int EMPTY = 0;",
                            "pages.PageRackTest"),
                    Mutation.of(
                            "the sentinel loses its sign where links are packed",
                            "pages/PageLinks.java",
                            "return (int) link;",
                            "return (int) link & Integer.MAX_VALUE;",
                            "pages.PageStoreTest"),
                    Mutation.of(
                            "a page is taken by a look and a write, not at once",
                            "pages/PageRack.java",
                            "        if (!SLOT.compareAndSet(slots, slot, seen, EMPTY)) {\n            return EMPTY;\n        }\n",
                            "        SLOT.setVolatile(slots, slot, EMPTY);\n",
                            "pages.PageRackTest",
                            "PoolConcurrencyTest"),
                    Mutation.of(
                            "a place of a rack is forgotten when it is closed (lost chunk)",
                            "pages/PageRack.java",
                            "moved += moveTo(store, (int) SLOT.getAndSet(slots, slot, CLOSED));",
                            "int page = (int) SLOT.getAndSet(slots, slot, CLOSED);\n"
                                    + "moved += slot == stripe + lowest ? 0 : moveTo(store, page);",
                            "pages.PageRackTest"),
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
