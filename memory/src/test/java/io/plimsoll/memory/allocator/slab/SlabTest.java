package io.plimsoll.memory.allocator.slab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.allocator.run.PageRun;
import io.plimsoll.memory.region.UnpooledMemory;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A slab hands out all of its blocks and no more, and gets each back once. */
class SlabTest {

    private static final int PAGE = 4096;

    private final UnpooledMemory memory = UnpooledMemory.allocate(PAGE);
    private final Runnable release = memory.releaseOnce(() -> {});
    private final Slab slab = new Slab(new PageRun(memory.address(), 1, null));

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
    void shouldTellTheOwnerOfTheFirstOf64BlocksThatOthersFree_untilItCollectsThem() {
        slab.cut(null, 0, 32, PAGE);
        slab.findFree();
        for (int taken = 0; taken < 65; taken++) {
            if (slab.tryTake() == Slab.NONE) {
                slab.findFree();
                slab.tryTake();
            }
        }
        RemoteFrees freed = slab.remoteFrees(63);
        assertThat(freed.add(63)).isTrue();
        assertThat(freed.add(0)).isFalse();
        assertThat(slab.remoteFrees(64).add(64)).isTrue();
        assertThatThrownBy(() -> freed.add(0)).hasMessageContaining("freed twice");
        assertThat(slab.collect(freed)).isTrue();
        assertThat(slab.used()).isEqualTo(63);
        assertThat(slab.hasNoRemoteFrees()).isFalse();
        assertThat(slab.collect(slab.remoteFrees(64))).isTrue();
        assertThat(slab.used()).isEqualTo(62);
        assertThat(slab.hasNoRemoteFrees()).isTrue();
    }

    @Test
    void shouldTakeBackTheOthers_whenABlockWasFreedByItsOwnerAndByAnother() {
        slab.cut(null, 0, 64, PAGE);
        int block = slab.indexOf(slab.tryTake());
        int other = slab.indexOf(slab.tryTake());
        slab.put(block);
        slab.remoteFrees(block).add(block);
        slab.remoteFrees(other).add(other);
        assertThat(slab.collect(slab.remoteFrees(block))).isFalse();
        assertThat(slab.used()).isZero();
        assertThat(slab.hasNoRemoteFrees()).isTrue();
    }

    @Test
    void shouldRefuseABlockThatIsFree() {
        slab.cut(null, 0, 64, PAGE);
        long block = slab.tryTake();
        int index = slab.indexOfLive(block);
        slab.put(index);
        assertThatThrownBy(() -> slab.put(index)).hasMessageContaining("freed twice");
        assertThatThrownBy(() -> slab.indexOfLive(block)).hasMessageContaining("freed twice");
    }
}
