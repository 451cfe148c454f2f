package io.plimsoll.memory.region;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;

/** Runs in a process of its own that may not make native calls. */
final class DeniedProgram {

    private DeniedProgram() {}

    public static void main(String[] args) {
        if (args[0].equals("heap")) {
            MemorySegment segment = MemorySegmentFactory.allocateUnpooledSegment(8);
            segment.putLong(0, 42);
            System.out.println("value=" + segment.getLong(0));
            return;
        }
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                MemoryManager.create(1 << 20, MemoryManager.DEFAULT_PAGE_SIZE);
                throw new AssertionError("granted");
            } catch (IllegalCallerException denied) {
                System.out.println(denied.getMessage());
            }
        }
    }
}
