package io.plimsoll.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {

    private static final int PAGE = MemoryManager.DEFAULT_PAGE_SIZE;

    @Test
    void shouldGrantEveryPageOfTheBudgetAndNoMore() throws Exception {
        try (MemoryManager manager = MemoryManager.create(100 * PAGE, PAGE)) {
            MemoryPool a = manager.rootPool().newChild("a", 0, Long.MAX_VALUE);
            MemoryPool b = manager.rootPool().newChild("b", 10 * PAGE, Long.MAX_VALUE);
            List<MemorySegment> pages = new ArrayList<>();
            for (MemorySegment page = a.tryAllocatePage();
                    page != null;
                    page = a.tryAllocatePage()) {
                page.putLong(PAGE - 8, pages.size());
                pages.add(page);
            }
            assertThat(pages).hasSize(90);
            assertThat(b.availableBytes()).isEqualTo(10L * PAGE);
            List<MemorySegment> others = b.allocatePages(10);
            assertThatThrownBy(() -> b.allocatePages(1))
                    .isInstanceOf(MemoryAllocationException.class)
                    .hasMessageContaining("root/b")
                    .hasMessageContaining("root/a uses 2949120 bytes");
            manager.verify();
            a.release(pages);
            assertThat(b.availableBytes()).isEqualTo(90L * PAGE);
            b.release(others);
            manager.verify();
            assertThat(manager.usedBytes()).isZero();
        }
    }

    @Test
    void shouldRefuseSecondReleaseOfPage() throws Exception {
        try (MemoryManager manager = MemoryManager.create(4 * PAGE, PAGE)) {
            MemoryPool pool = manager.rootPool().newChild("pool", 0, Long.MAX_VALUE);
            MemorySegment page = pool.allocatePages(1).get(0);
            pool.release(page);
            assertThat(page.isFreed()).isTrue();
            assertThatThrownBy(() -> page.getLong(0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> pool.release(page)).isInstanceOf(IllegalStateException.class);
            manager.verify();
        }
    }
}
