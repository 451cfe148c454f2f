package io.plimsoll.memory.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MemorySegmentFactoryTest {

    @Test
    void shouldShareTheWrappedArray() {
        byte[] array = {1, 2, 3};
        MemorySegment segment = MemorySegmentFactory.wrap(array);
        array[1] = 9;
        assertThat(segment.get(1)).isEqualTo((byte) 9);
    }

    @Test
    void shouldCopyTheRangeOfAnArray() {
        byte[] array = {1, 2, 3, 4, 5};
        MemorySegment copy = MemorySegmentFactory.wrapCopy(array, 1, 4);
        array[2] = 9;
        assertThat(copy.getArray()).containsExactly(2, 3, 4);
        assertThat(MemorySegmentFactory.wrapCopy(array, 5, 5).size()).isZero();
        int[][] bad = {{-1, 2}, {3, 2}, {0, 6}};
        for (int[] range : bad) {
            assertThatThrownBy(() -> MemorySegmentFactory.wrapCopy(array, range[0], range[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("start=" + range[0]);
        }
    }

    @Test
    void shouldWrapIntWithMostSignificantByteFirst() {
        assertThat(MemorySegmentFactory.wrapInt(0x01020304).getArray()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void shouldAllocateZeroedMemoryWithItsOwner() {
        Object owner = new Object();
        MemorySegment[] segments = {
            MemorySegmentFactory.allocateUnpooledSegment(100, owner),
            MemorySegmentFactory.allocateUnpooledOffHeapMemory(100, owner),
            MemorySegmentFactory.allocateOffHeapUnsafeMemory(100, owner, () -> {})
        };
        for (MemorySegment segment : segments) {
            assertThat(segment.getOwner()).isSameAs(owner);
            for (int i = 0; i < 100; i++) {
                assertThat(segment.get(i)).isZero();
            }
        }
        assertThat(MemorySegmentFactory.allocateUnpooledSegment(1).getOwner()).isNull();
        assertThat(MemorySegmentFactory.allocateUnpooledOffHeapMemory(1).getOwner()).isNull();
        assertThat(MemorySegmentFactory.allocateOffHeapUnsafeMemory(1).getOwner()).isNull();
    }

    @Test
    void shouldWrapTheWholeBufferWhateverItsPosition() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(32).position(5).limit(9);
        MemorySegment segment = MemorySegmentFactory.wrapOffHeapMemory(buffer);
        assertThat(segment.size()).isEqualTo(32);
        segment.put(0, (byte) 4);
        assertThat(buffer.get(0)).isEqualTo((byte) 4);
        assertThat(buffer.position()).isEqualTo(5);
    }

    // Writing to a read-only mapping of a file was a SIGSEGV.
    @Test
    void shouldRefuseBuffersThatMayNotBeWritten() {
        ByteBuffer fixed = ByteBuffer.allocateDirect(8).asReadOnlyBuffer();
        assertThatThrownBy(() -> MemorySegmentFactory.wrapOffHeapMemory(fixed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a buffer that may be written");
    }

    @Test
    void shouldRefuseHeapBuffers() {
        assertThatThrownBy(() -> MemorySegmentFactory.wrapOffHeapMemory(ByteBuffer.allocate(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a direct one");
    }
}
