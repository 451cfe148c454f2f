package io.plimsoll.operators.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.access.RawArrays;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ByteHashTest {

    private static final int PAGE_BYTES = 4096;

    @Test
    void shouldBeTheSame_inMemoryAndInAnArray_atAnyAlignment() {
        Random random = new Random(1);
        byte[] bytes = new byte[400];
        random.nextBytes(bytes);
        try (MemoryManager memory = MemoryManager.create(64 * PAGE_BYTES, PAGE_BYTES)) {
            MemorySegment page = memory.rootPool().tryAllocatePage();
            assertThat(page).isNotNull();
            for (int length = 0; length <= 300; length++) {
                int offset = random.nextInt(64);
                RawMemory.copyFromArray(bytes, 7, page.getAddress() + offset, length);
                assertThat(ByteHash.hash(page.getAddress() + offset, length))
                        .as("length %d", length)
                        .isEqualTo(ByteHash.hash(bytes, 7, length));
            }
            memory.rootPool().release(page);
        }
    }

    @Test
    void shouldHashAWordAsItsBytes() {
        byte[] bytes = new byte[8];
        RawArrays.LONG.set(bytes, 0, 0x1234_5678_9abc_def0L);
        assertThat(ByteHash.hashLong(0x1234_5678_9abc_def0L)).isEqualTo(ByteHash.hash(bytes, 0, 8));
    }

    @Test
    void shouldDependOnEveryByteAndOnTheLength() {
        byte[] zeros = new byte[200];
        Set<Long> seen = new HashSet<>();
        for (int length = 0; length <= 200; length++) {
            assertThat(seen.add(ByteHash.hash(zeros, 0, length))).as("length %d", length).isTrue();
            for (int i = 0; i < length; i++) {
                byte[] changed = zeros.clone();
                changed[i] = 1;
                assertThat(seen.add(ByteHash.hash(changed, 0, length)))
                        .as("length %d byte %d", length, i)
                        .isTrue();
            }
        }
    }

    @Test
    void shouldChangeHalfOfTheBits_whenOneBitOfTheKeyChanges() {
        Random random = new Random(2);
        for (int length : new int[] {1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 33, 48, 49, 100}) {
            byte[] key = new byte[length];
            int[] flips = new int[Long.SIZE];
            int trials = 0;
            for (int round = 0; round < 400; round++) {
                random.nextBytes(key);
                long before = ByteHash.hash(key, 0, length);
                int bit = random.nextInt(8 * length);
                key[bit >>> 3] ^= (byte) (1 << (bit & 7));
                long differing = before ^ ByteHash.hash(key, 0, length);
                trials++;
                for (int i = 0; i < Long.SIZE; i++) {
                    flips[i] += (int) (differing >>> i & 1);
                }
            }
            for (int i = 0; i < Long.SIZE; i++) {
                assertThat(flips[i] / (double) trials)
                        .as("length %d bit %d", length, i)
                        .isBetween(0.35, 0.65);
            }
        }
    }

    @Test
    void shouldSpreadRegularKeysEvenly_overPartitionsAndSlots() {
        for (int step : new int[] {1, 2, 256, 65536, 1 << 20}) {
            int[] partitions = new int[64];
            int[] slots = new int[1024];
            for (int i = 0; i < 64 * 1024; i++) {
                long hash = ByteHash.hashLong((long) i * step);
                partitions[HashBits.partition(hash, 6)]++;
                slots[(int) hash & 1023]++;
            }
            for (int count : partitions) {
                assertThat(count).as("step %d", step).isBetween(850, 1200);
            }
            for (int count : slots) {
                assertThat(count).as("step %d", step).isBetween(20, 120);
            }
        }
    }

    @Test
    void shouldSpreadTexts() {
        int[] partitions = new int[256];
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            byte[] text = ("customer-" + i).getBytes(StandardCharsets.US_ASCII);
            long hash = ByteHash.hash(text, 0, text.length);
            assertThat(seen.add(hash)).isTrue();
            partitions[HashBits.partition(hash, 8)]++;
        }
        for (int count : partitions) {
            assertThat(count).isBetween(600, 970);
        }
    }
}
