package io.plimsoll.mutations;

import java.util.List;

/** Bugs of segments: bounds, and the end of a lease. */
final class SegmentBugs {

    static final List<Mutation> ALL =
            List.of(
                    Mutation.of(
                            "an access may begin at the last byte's neighbour (off-by-one)",
                            "segment/SegmentMemory.java",
                            "if (index < 0 || index > limit - width) {",
                            "if (index < 0 || index > limit - width + 1) {",
                            "segment.MemorySegmentAccessTest"),
                    Mutation.of(
                            "a negative index is not refused",
                            "segment/SegmentMemory.java",
                            "if (index < 0 || index > limit - width) {",
                            "if (index > limit - width) {",
                            "segment.MemorySegmentAccessTest"),
                    Mutation.of(
                            "a negative offset of a copy is not refused (Flink's copyToUnsafe: wild reads and writes)",
                            "segment/SegmentMemory.java",
                            "if ((index | length | ((long) limit - length - index)) < 0) {",
                            "if ((length | ((long) limit - length - index)) < 0) {",
                            "segment.MemorySegmentTransferTest"),
                    Mutation.of(
                            "a released page can still be accessed (Flink FLINK-14894: use after free)",
                            "segment/MemorySegment.java",
                            "        limit = Math.min(limit, freed(limit));",
                            "",
                            "segment.MemorySegmentLifeTest",
                            "MemoryPoolTest"),
                    Mutation.of(
                            "a page that was released once is released again (Flink: in silence)",
                            "segment/PageLeases.java",
                            "        } else {\n            throw notLeased(page);\n        }\n",
                            "        }\n",
                            "MemoryPoolTest"));

    private SegmentBugs() {}
}
