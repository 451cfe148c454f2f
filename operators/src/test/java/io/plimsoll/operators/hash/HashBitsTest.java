package io.plimsoll.operators.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HashBitsTest {

    @Test
    void shouldTakePartitionsFromBitsThatAreNeitherSaltNorSlot() {
        assertThat(HashBits.partition(0x0000_ff00_0000_0000L, 8)).isEqualTo(255);
        assertThat(HashBits.partition(0xffff_00ff_ffff_ffffL, 8)).isZero();
        assertThat(HashBits.partition(0x0000_8000_0000_0000L, 1)).isEqualTo(1);
        assertThat(HashBits.partition(-1, 0)).isZero();
    }

    @Test
    void shouldSpreadAPartition_atTheNextLevel() {
        Random random = new Random(3);
        int[] partitions = new int[16];
        for (int found = 0; found < 16_000; ) {
            long hash = random.nextLong();
            if (HashBits.partition(hash, 4) == 5) {
                partitions[HashBits.partition(HashBits.atLevel(hash, 1), 4)]++;
                found++;
            }
        }
        for (int count : partitions) {
            assertThat(count).isBetween(850, 1150);
        }
    }

    @Test
    void shouldKeepTheHashItself_atTheFirstLevel() {
        assertThat(HashBits.atLevel(42, 0)).isEqualTo(42);
        assertThat(HashBits.atLevel(42, 1)).isNotEqualTo(HashBits.atLevel(42, 2));
    }
}
