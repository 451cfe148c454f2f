package io.plimsoll.mutations;

import java.util.List;

/** Bugs of segments: bounds, and the end of a lease. */
final class SegmentBugs {

    static final List<Mutation> ALL =
            List.of(
                    Mutation.of(
                            "an access may begin at the last byte's neighbour (off-by-one)",
                            "MemorySegment.java",
                            "index > limit - length) {",
                            "index > limit - length + 1) {",
                            "MemorySegmentAccessTest"),
                    Mutation.of(
                            "a negative index is not refused (Flink's copyToUnsafe: wild writes)",
                            "MemorySegment.java",
                            "if (index < 0 || length < 0 || index > limit - length) {",
                            "if (length < 0 || index > limit - length) {",
                            "MemorySegmentAccessTest",
                            "MemorySegmentTransferTest"),
                    Mutation.of(
                            "copyToUnsafe accepts a negative offset of the target (Flink)",
                            "SegmentTransfer.java",
                            "if ((pointer | numBytes | (elements.byteSize() - numBytes - pointer)) < 0) {",
                            "if (numBytes < 0) {",
                            "MemorySegmentTransferTest"),
                    Mutation.of(
                            "a released page can still be read (Flink FLINK-14894: use after free)",
                            "MemorySegment.java",
                            "        owner = remembered;\n        limit = FREED;",
                            "        owner = remembered;",
                            "MemorySegmentLifeTest",
                            "MemoryPoolTest"),
                    Mutation.of(
                            "a page that was released once is released again (Flink: silent)",
                            "MemorySegment.java",
                            "if (page == NO_PAGE || !OWNER.compareAndSet(this, pool, null)) {",
                            "if (page == NO_PAGE || OWNER.getAndSet(this, null) == this) {",
                            "MemoryPoolTest",
                            "MemoryManagerTest"));

    private SegmentBugs() {}
}
