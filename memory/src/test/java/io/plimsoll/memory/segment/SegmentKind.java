package io.plimsoll.memory.segment;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryManager;
import java.nio.ByteBuffer;

/** Every way in which a segment comes to its memory. */
enum SegmentKind {
    HEAP {
        @Override
        MemorySegment create(int size) {
            return MemorySegmentFactory.allocateUnpooledSegment(size);
        }
    },
    DIRECT {
        @Override
        MemorySegment create(int size) {
            return MemorySegmentFactory.allocateUnpooledOffHeapMemory(size);
        }
    },
    SLICE_OF_BUFFER {
        @Override
        MemorySegment create(int size) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(size + 8);
            return MemorySegmentFactory.wrapOffHeapMemory(buffer.slice(3, size));
        }
    },
    RELEASED_WHEN_FREED {
        @Override
        MemorySegment create(int size) {
            return MemorySegmentFactory.allocateOffHeapUnsafeMemory(size);
        }
    },
    PAGE {
        @Override
        MemorySegment create(int size) {
            try {
                return Pages.MANAGER.allocatePages(Pages.MANAGER, 1).get(0);
            } catch (MemoryAllocationException full) {
                throw new AssertionError(full);
            }
        }

        @Override
        int size() {
            return MemoryManager.MIN_PAGE_SIZE;
        }
    };

    /** A segment of that size; a page has its own. */
    abstract MemorySegment create(int size);

    /** A size that this kind can have, and no multiple of eight where that is possible. */
    int size() {
        return 77;
    }

    MemorySegment create() {
        return create(size());
    }

    private static final class Pages {
        static final MemoryManager MANAGER =
                MemoryManager.create(256L << 20, MemoryManager.MIN_PAGE_SIZE);
    }
}
