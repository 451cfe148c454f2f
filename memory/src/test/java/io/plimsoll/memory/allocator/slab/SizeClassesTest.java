package io.plimsoll.memory.allocator.slab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every size has the smallest class that holds it, and none wastes more than was promised. */
class SizeClassesTest {

    @ParameterizedTest
    @ValueSource(ints = {4096, 32768, 1 << 20})
    void shouldWasteAtMostAFifth_ofEveryBlockAbove64Bytes(int pageSizeBytes) {
        SizeClasses classes = new SizeClasses(pageSizeBytes);
        for (int size = 1; size <= classes.maxBlockBytes(); size++) {
            int index = SizeClasses.indexOf(size);
            int block = classes.blockBytes(index);
            assertThat(block >= size && (index == 0 || classes.blockBytes(index - 1) < size))
                    .as("size=%d", size)
                    .isTrue();
            // 16 bytes are the quantum
            int waste = block - size;
            assertThat(waste < 16 || waste * 5L <= block).as("size=%d", size).isTrue();
            assertThat(size <= 64 || waste * 4L < block).as("size=%d", size).isTrue();
            assertThat(size <= 128 || waste * 9L < block).as("size=%d", size).isTrue();
        }
        assertThat(classes.blockBytes(classes.count() - 1)).isEqualTo(classes.maxBlockBytes());
        // runs of whole pages come next
        int next = classes.maxBlockBytes() + 1;
        int run = Math.ceilDiv(next, pageSizeBytes) * pageSizeBytes;
        assertThat((run - next) * 5L).isLessThanOrEqualTo(run);
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 32768, 1 << 20})
    void shouldCutSlabsOfOneToEightPages_withLittleLeftOver(int pageSizeBytes) {
        SizeClasses classes = new SizeClasses(pageSizeBytes);
        for (int index = 0; index < classes.count(); index++) {
            int pages = classes.slabPages(index);
            long bytes = (long) pages * pageSizeBytes;
            assertThat(pages).isBetween(classes.minSlabPages(index), 8);
            int least = classes.blockBytes(index) <= pageSizeBytes ? 16 : 12;
            assertThat(bytes % classes.blockBytes(index) * least).isLessThanOrEqualTo(bytes);
            int wanted = classes.blockBytes(index) <= pageSizeBytes ? 4 : 1;
            assertThat(bytes / classes.blockBytes(index)).isGreaterThanOrEqualTo(wanted);
            assertThat(classes.blockBytes(index) % 16).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 32768})
    void shouldFindBlocksThatAreMultiplesOfAnAlignment(int pageSizeBytes) {
        SizeClasses classes = new SizeClasses(pageSizeBytes);
        for (int alignment = 16; alignment <= pageSizeBytes; alignment *= 2) {
            for (int size = 1; size <= classes.maxBlockBytes(); size += 7) {
                int index = classes.alignedIndexOf(size, alignment);
                assertThat(classes.blockBytes(index) % alignment).isZero();
                assertThat(classes.blockBytes(index)).isGreaterThanOrEqualTo(size);
                assertThat(classes.blockBytes(index))
                        .isLessThanOrEqualTo(Math.max(2 * size, alignment) + 16);
            }
        }
    }
}
