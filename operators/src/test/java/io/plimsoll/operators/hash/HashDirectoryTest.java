package io.plimsoll.operators.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashDirectoryTest {

    private static final int PAGE_BYTES = 4096;

    private final MemoryManager memory = MemoryManager.create(256 * PAGE_BYTES, PAGE_BYTES);
    private final MemoryPool pool = memory.rootPool();
    private final HashDirectory directory = new HashDirectory(pool);

    @AfterEach
    void shouldLeaveNothing() {
        directory.release();
        assertThat(memory.usedBytes()).isZero();
        memory.close();
    }

    @Test
    void shouldFindEveryReference_afterItGrew() {
        int count = 40_000;
        for (int reference = 1; reference <= count; reference++) {
            if (directory.wantsGrowth()) {
                assertThat(directory.tryGrow()).isTrue();
                for (int earlier = 1; earlier < reference; earlier++) {
                    directory.putNew(ByteHash.hashLong(earlier), earlier);
                }
            }
            directory.putNew(ByteHash.hashLong(reference), reference);
        }
        assertThat(directory.size()).isEqualTo(count);
        for (int reference = 1; reference <= count; reference++) {
            assertThat(find(ByteHash.hashLong(reference), reference)).isTrue();
        }
        assertThat(find(ByteHash.hashLong(count + 1), count + 1)).isFalse();
    }

    @Test
    void shouldFindEveryReference_whenAllHashesAreEqual() {
        assertThat(directory.tryGrow()).isTrue();
        for (int reference = 1; reference <= 300; reference++) {
            directory.putNew(-1, reference);
        }
        for (int reference = 1; reference <= 300; reference++) {
            assertThat(find(-1, reference)).isTrue();
        }
        assertThat(find(-1, 301)).isFalse();
    }

    @Test
    void shouldTakeOnlyAsManyPagesAgain_whenItGrows() {
        while (directory.slots() < 16L * PAGE_BYTES / Long.BYTES) {
            int pages = directory.pageCount();
            assertThat(directory.tryGrow()).isTrue();
            assertThat(directory.pageCount()).isLessThanOrEqualTo(Math.max(1, 2 * pages));
        }
        assertThat(directory.pageCount()).isEqualTo(16);
    }

    @Test
    void shouldStayAsItWas_whenThereAreNoPages() {
        while (directory.slots() < PAGE_BYTES / Long.BYTES * 2) {
            directory.tryGrow();
        }
        for (int reference = 1; reference <= 700; reference++) {
            directory.putNew(ByteHash.hashLong(reference), reference);
        }
        List<MemorySegment> all = new ArrayList<>();
        for (MemorySegment page = pool.tryAllocatePage();
                page != null;
                page = pool.tryAllocatePage()) {
            all.add(page);
        }
        pool.release(all.removeLast());
        long used = memory.usedBytes();

        assertThat(directory.tryGrow()).isFalse();

        assertThat(memory.usedBytes()).isEqualTo(used);
        assertThat(directory.isFull()).isFalse();
        for (int reference = 1; reference <= 700; reference++) {
            assertThat(find(ByteHash.hashLong(reference), reference)).isTrue();
        }
        pool.release(all);
    }

    @Test
    void shouldKeepTheSalt_whenAReferenceIsReplaced() {
        assertThat(directory.tryGrow()).isTrue();
        long hash = ByteHash.hashLong(5);
        long slot = directory.firstSlot(hash);
        directory.put(slot, hash, 1);
        directory.replace(slot, HashDirectory.MAX_REFERENCE);
        assertThat(find(hash, 1)).isFalse();
        assertThat(find(hash, HashDirectory.MAX_REFERENCE)).isTrue();
    }

    private boolean find(long hash, long reference) {
        long slot = directory.firstSlot(hash);
        for (long entry = directory.entry(slot); entry != 0; entry = directory.entry(slot)) {
            if (HashDirectory.matches(entry, hash) && HashDirectory.reference(entry) == reference) {
                return true;
            }
            slot = directory.nextSlot(slot);
        }
        return false;
    }
}
