package io.plimsoll.memory.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.plimsoll.memory.leak.AllocationLog.Entry;
import io.plimsoll.memory.leak.AllocationLog.Event;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EventRingTest {

    @Test
    void keepsTheLastEntriesInOrder() {
        EventRing ring = new EventRing(5);
        assertThat(ring.capacity()).isEqualTo(8);
        assertThat(ring.entries()).isEmpty();
        for (int i = 0; i < 20; i++) {
            ring.append(Event.values()[i % 5], "root/" + i % 3, i, 1000 + i);
            assertThat(ring.entries()).hasSize(Math.min(i + 1, 8));
        }
        List<Entry> entries = ring.entries();
        assertThat(entries)
                .extracting(Entry::sequence)
                .containsExactly(12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L);
        Entry last = entries.getLast();
        assertThat(last.bytes()).isEqualTo(19);
        assertThat(last.address()).isEqualTo(1019);
        assertThat(last.poolPath()).isEqualTo("root/1");
        assertThat(last.event()).isEqualTo(Event.values()[4]);
        assertThat(last.thread()).isEqualTo(Thread.currentThread().getName());
        assertThat(last.time()).isAfterOrEqualTo(entries.getFirst().time());
        assertThat(ring.dropped()).isZero();
    }

    @Test
    void tellsWhoHadAnAddressAndWhatAPoolDid() {
        EventRing ring = new EventRing(64);
        ring.append(Event.LEASED, "root/a", 4096, 8192);
        ring.append(Event.RELEASED, "root/a", 4096, 8192);
        ring.append(Event.RESERVED, "root/ab", 5, 0);
        ring.append(Event.LEASED, "root/a/b", 4096, 12288);
        ring.append(Event.LEASED, "root/c", 8192, 8192);
        assertThat(ring.at(8192))
                .extracting(Entry::poolPath)
                .containsExactly("root/a", "root/a", "root/c");
        assertThat(ring.at(12287)).hasSize(3);
        assertThat(ring.at(12288))
                .extracting(Entry::poolPath)
                .containsExactly("root/a/b", "root/c");
        assertThat(ring.at(0)).isEmpty();
        assertThat(ring.ofPool("root/a")).extracting(Entry::sequence).containsExactly(0L, 1L, 3L);
    }

    @Test
    void refusesSizesThatAreNone() {
        assertThatThrownBy(() -> new EventRing(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("entries=0 (expected 1 to");
        assertThat(new EventRing(1).capacity()).isEqualTo(1);
    }

    @Test
    void makesNoGarbage() {
        EventRing ring = new EventRing(16);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int measurement = 0; measurement < 10; measurement++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                ring.append(Event.LEASED, "root/a", i, i);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    /** Every field of an entry says the same, so that a torn one shows; the ring is tiny. */
    @Test
    void noEntryIsTornWhileWritersRunRoundTheRing() throws Exception {
        EventRing ring = new EventRing(4);
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> writers = new ArrayList<>();
        for (int w = 0; w < 4; w++) {
            int first = w;
            writers.add(
                    Thread.ofPlatform()
                            .name("writer")
                            .start(() -> {
                                for (long i = first; !stop.get(); i += 4) {
                                    ring.append(Event.values()[(int) (i % 5)], i, i, i);
                                }
                            }));
        }
        Map<Long, Entry> seen = new HashMap<>();
        long deadline = System.nanoTime() + 1_000_000_000L;
        while (System.nanoTime() < deadline) {
            long previous = -1;
            for (Entry entry : ring.entries()) {
                assertThat(entry.sequence()).isGreaterThan(previous);
                previous = entry.sequence();
                assertThat(entry.address()).isEqualTo(entry.bytes());
                assertThat(entry.poolPath()).isEqualTo(Long.toString(entry.bytes()));
                assertThat(entry.event()).isEqualTo(Event.values()[(int) (entry.bytes() % 5)]);
                Entry before = seen.put(entry.sequence(), entry);
                assertThat(before == null || before.equals(entry)).isTrue();
            }
        }
        stop.set(true);
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(seen).isNotEmpty();
        assertThat(ring.entries()).isNotEmpty();
    }
}
