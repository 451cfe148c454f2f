package io.plimsoll.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.segment.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users do all the time makes no object: counted in bytes that the thread allocates. */
class GarbageTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final MemoryManager manager =
            MemoryManager.builder()
                    .memorySizeBytes(64L << 20)
                    .leakDetection(LeakDetection.DISABLED)
                    .build();
    private final MemorySegment[] held = new MemorySegment[500];

    @AfterEach
    void close() {
        manager.close();
    }

    private MemoryPool pool() throws Exception {
        // each page's object is made once, when it is first leased
        manager.releaseAll(ownerOfAll());
        return manager.rootPool()
                .newChild("job", 0, Long.MAX_VALUE)
                .newChild("sort", 1 << 20, 32L << 20);
    }

    private Object ownerOfAll() throws MemoryAllocationException {
        manager.allocatePages(this, 2048);
        return this;
    }

    /**
     * An operation that makes garbage does so each time. The JVM itself may allocate a hundred
     * bytes once, when it replaces compiled code; hence the least of several measurements.
     */
    private static void assertNoGarbage(Runnable action) {
        long least = Long.MAX_VALUE;
        for (int measurement = 0; measurement < 10; measurement++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                action.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    @Test
    void shouldMakeNoGarbage_whenPagesComeAndGo() throws Exception {
        MemoryPool pool = pool();
        assertNoGarbage(() -> {
            MemorySegment page = pool.tryAllocatePage();
            page.putLong(0, page.getLong(8));
            pool.release(page);
        });
    }

    @Test
    void shouldMakeNoGarbage_whenPagesMoveBetweenPoolAndStore() throws Exception {
        MemoryPool pool = pool();
        assertNoGarbage(() -> {
            for (int i = 0; i < held.length; i++) {
                held[i] = pool.tryAllocatePage();
            }
            for (MemorySegment page : held) {
                page.free();
            }
        });
    }

    @Test
    void shouldMakeNoGarbage_whenDenied() throws Exception {
        MemoryPool pool = pool();
        MemoryPool other = manager.rootPool().newChild("other", 0, Long.MAX_VALUE);
        List<MemorySegment> pages = pool.allocatePages(1024);
        List<MemorySegment> rest = other.allocatePages(1024);
        assertNoGarbage(() -> {
            if (pool.tryAllocatePage() != null || pool.tryReserve(1)) {
                throw new AssertionError("granted");
            }
        });
        pool.release(pages);
        other.release(rest);
    }

    @Test
    void shouldMakeNoGarbage_whenPagesAreTakenTogetherAndBytesReserved() throws Exception {
        MemoryPool pool = pool();
        ArrayList<MemorySegment> pages = new ArrayList<>(100);
        assertNoGarbage(() -> {
            if (!pool.tryAllocatePages(100, pages) || !pool.tryReserve(1000)) {
                throw new AssertionError("denied");
            }
            pool.unreserve(1000);
            for (int i = 0; i < pages.size(); i++) {
                pool.release(pages.get(i));
            }
            pages.clear();
        });
    }
}
