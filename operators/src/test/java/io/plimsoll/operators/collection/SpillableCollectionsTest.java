package io.plimsoll.operators.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.operators.Job;
import io.plimsoll.serde.TypeSerializers;
import io.plimsoll.serde.key.SortKey;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.IOManagerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The collections against those of java.util, with so little memory that most is on disk. */
class SpillableCollectionsTest {

    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 120;

    @TempDir private Path folder;
    private MemoryManager memory;
    private MemoryPool workspace;
    private IOManager io;
    private Job job;

    @BeforeEach
    void open() throws Exception {
        memory = MemoryManager.create((long) PAGES * PAGE_BYTES, PAGE_BYTES);
        IOManagerBuilder builder =
                IOManager.builder().directories(List.of(folder)).extentPages(4).ioThreads(1);
        long bytes = builder.workspaceBytes(PAGE_BYTES);
        workspace = memory.rootPool().newChild("spill", bytes, bytes);
        io = builder.memory(workspace).build();
        job = Job.over(memory.rootPool(), io);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(memory.usedBytes()).isEqualTo(workspace.usedBytes());
        assertThat(io.statistics().filesLive()).isZero();
        io.close();
        workspace.close();
        assertThat(memory.verifyEmpty()).isTrue();
        memory.close();
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private static byte[] bytes(Random random, int maxLength) {
        byte[] bytes = new byte[random.nextInt(maxLength)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static int length(Random random) {
        return random.nextInt(50) == 0 ? 20_000 : 200;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aQueueGivesWhatWasAddedFirst(long seed) {
        Random random = new Random(seed);
        ArrayDeque<byte[]> model = new ArrayDeque<>();
        try (SpillableQueue<byte[]> queue = SpillableQueue.open(TypeSerializers.ofBytes(), job)) {
            for (int step = 0; step < 15_000; step++) {
                boolean growing = step / 4000 % 2 == 0;
                if (random.nextInt(10) < (growing ? 8 : 3)) {
                    byte[] element = bytes(random, length(random));
                    queue.add(element);
                    model.add(element);
                } else {
                    if (step % 3 == 0) {
                        assertSame(queue.peek(), model.peek());
                    }
                    assertSame(queue.poll(), model.poll());
                }
                assertThat(queue.size()).isEqualTo(model.size());
            }
            assertThat(io.statistics().bytesWritten()).isGreaterThan(1 << 20);
            while (!model.isEmpty()) {
                assertSame(queue.poll(), model.poll());
            }
            assertThat(queue.poll()).isNull();
            assertThat(io.statistics().filesLive()).isZero(); // deleted as consumed
        }
    }

    private static void assertSame(byte[] actual, byte[] expected) {
        assertThat(Arrays.equals(actual, expected)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aListReadsWhatWasAdded(long seed) {
        Random random = new Random(seed);
        List<byte[]> model = new ArrayList<>();
        try (SpillableList<byte[]> list = SpillableList.open(TypeSerializers.ofBytes(), job)) {
            for (int step = 0; step < 10_000; step++) {
                byte[] element = bytes(random, length(random));
                list.add(element);
                model.add(element);
                if (step % 5 == 0) {
                    int index = random.nextInt(model.size());
                    assertSame(list.get(index), model.get(index));
                }
            }
            int index = 0;
            for (byte[] element : list) {
                assertSame(element, model.get(index++));
            }
            assertThat(list.size()).isEqualTo(model.size()).isEqualTo(index);
            assertThat(io.statistics().bytesWritten()).isGreaterThan(1 << 20);
            assertThatThrownBy(() -> list.get(10_000))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("index=10000 (expected 0 to 9999)");
            list.clear();
            assertThat(list.isEmpty()).isTrue();
            list.add(new byte[3]);
            assertThat(list.get(0)).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aMapHasWhatWasPutLast(long seed) {
        Random random = new Random(seed);
        Map<Integer, byte[]> model = new HashMap<>();
        try (SpillableMap<Integer, byte[]> map =
                SpillableMap.open(TypeSerializers.ofInt(), TypeSerializers.ofBytes(), job)) {
            for (int step = 0; step < 12_000; step++) {
                int key = random.nextInt(4000);
                switch (random.nextInt(5)) {
                    case 0 -> assertThat(map.remove(key)).isEqualTo(model.remove(key) != null);
                    case 1 -> assertSame(map.get(key), model.get(key));
                    default -> {
                        byte[] value = bytes(random, length(random));
                        assertThat(map.put(key, value)).isEqualTo(model.put(key, value) == null);
                    }
                }
                assertThat(map.size()).isEqualTo(model.size());
            }
            Map<Integer, byte[]> shown = new HashMap<>();
            map.forEach(shown::put);
            assertThat(shown.keySet()).isEqualTo(model.keySet());
            shown.forEach((key, value) -> assertSame(value, model.get(key)));
            assertThat(io.statistics().bytesWritten()).isGreaterThan(1 << 20);
            map.clear();
            assertThat(map.get(1)).isNull();
            assertThat(map.put(1, new byte[1])).isTrue();
        }
    }

    @Test
    void aSetHasEachElementOnce() {
        Random random = new Random(1);
        Set<String> model = new HashSet<>();
        try (SpillableSet<String> set = SpillableSet.open(TypeSerializers.ofString(), job)) {
            for (int step = 0; step < 20_000; step++) {
                String element = "element " + random.nextInt(10_000);
                if (random.nextInt(4) == 0) {
                    assertThat(set.remove(element)).isEqualTo(model.remove(element));
                } else {
                    assertThat(set.add(element)).isEqualTo(model.add(element));
                }
            }
            Set<String> shown = new HashSet<>();
            set.forEach(shown::add);
            assertThat(shown).isEqualTo(model);
            assertThat(set.size()).isEqualTo(model.size());
        }
    }

    @Test
    void collectionsOfAJobGiveWayToEachOther() {
        try (SpillableQueue<Long> queue = SpillableQueue.open(TypeSerializers.ofLong(), job);
                SpillableMap<Long, Long> map =
                        SpillableMap.open(
                                TypeSerializers.ofLong(), TypeSerializers.ofLong(), job)) {
            for (long i = 0; i < 8_000; i++) {
                queue.add(i);
                map.put(i, -i);
            }
            for (long i = 0; i < 8_000; i++) {
                assertThat(queue.poll()).isEqualTo(i);
                assertThat(map.get(i)).isEqualTo(-i);
            }
        }
    }

    @Test
    void aSortedListIsInTheOrderOfTheKey() throws Exception {
        try (Job larger = Job.builder().memoryBytes(24 << 20).temporaryDirectories(folder).open();
                SpillableList<Long> list = SpillableList.open(TypeSerializers.ofLong(), larger)) {
            List<Long> model = new ArrayList<>();
            Random random = new Random(1);
            for (int i = 0; i < 100_000; i++) {
                long element = random.nextLong();
                list.add(element);
                model.add(element);
            }
            Collections.sort(model);
            try (SpillableList<Long> sorted = list.sorted(SortKey.<Long>ofLong(x -> x))) {
                int index = 0;
                for (long element : sorted) {
                    assertThat(element).isEqualTo(model.get(index++));
                }
                assertThat(index).isEqualTo(100_000);
            }
        }
    }

    @Test
    void tooLittleMemoryIsRefusedWithWhatWouldDo() {
        List<AutoCloseable> open = new ArrayList<>();
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                open.add(SpillableQueue.open(TypeSerializers.ofLong(), job));
                            }
                        })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at least " + 18 * PAGE_BYTES + " bytes free");
        open.forEach(queue -> {
            try {
                queue.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void aClosedCollectionSaysSo() {
        SpillableQueue<Long> queue = SpillableQueue.open(TypeSerializers.ofLong(), job);
        queue.add(1L);
        queue.close();
        queue.close();
        assertThatThrownBy(() -> queue.add(2L)).isInstanceOf(IllegalStateException.class);
    }
}
