package io.plimsoll.memory.allocator.slab;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.allocator.run.PageRun;
import io.plimsoll.memory.region.UnpooledMemory;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A slab hands out all of its blocks and no more, and lays out freed ones as the ruler says. */
class SlabTest {

    private static final int PAGE = 4096;

    private final UnpooledMemory memory = UnpooledMemory.allocate(PAGE);
    private final Runnable release = memory.releaseOnce(() -> {});
    private final Slab slab = new Slab(new PageRun(memory.address(), 1, null), 12345);

    @AfterEach
    void free() {
        release.run();
    }

    /** The bitmap's last word was once filled beyond what had been rounded down: 85 of 128 bits. */
    @ParameterizedTest
    @ValueSource(ints = {16, 48, 64, 1024, 1360, 4096})
    void shouldHandOutEachBlockOnceAndNoneBeyondItsEnd(int blockBytes) {
        slab.cut(null, 0, blockBytes, PAGE);
        Set<Long> blocks = new HashSet<>();
        while (slab.findFree()) {
            long block = slab.tryTake();
            assertThat(block).isBetween(slab.address, slab.address + PAGE - blockBytes);
            assertThat((block - slab.address) % blockBytes).isZero();
            assertThat(blocks.add(block)).isTrue();
        }
        assertThat(blocks).hasSize(PAGE / blockBytes);
        assertThat(slab.used()).isEqualTo(slab.capacity);
    }

    @Test
    void shouldLinkBlocksFreedByOthers_asTheRulerSays() {
        slab.cut(null, 0, 64, PAGE);
        long first = slab.tryTake();
        long second = slab.tryTake();
        assertThat(slab.freeRemotely(slab.indexOf(first))).isTrue();
        assertThat(slab.freeRemotely(slab.indexOf(second))).isFalse();
        // byte 0: mark XOR below, byte 8: mark; below is an index plus one, or 0
        assertThat(RawMemory.getLong(first) ^ RawMemory.getLong(first + 8)).isZero();
        assertThat(RawMemory.getLong(second) ^ RawMemory.getLong(second + 8)).isEqualTo(1);
        assertThat(RawMemory.getLong(first + 8)).isNotEqualTo(RawMemory.getLong(second + 8));
        assertThat(slab.collect()).isTrue();
        assertThat(slab.used()).isZero();
        assertThat(RawMemory.getLong(first + 8)).isZero();
    }
}
