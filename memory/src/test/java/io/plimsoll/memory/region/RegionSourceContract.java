package io.plimsoll.memory.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.access.RawMemory;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every source of regions promises. */
abstract class RegionSourceContract {

    abstract RegionSource source();

    /** A range of which all is committed. */
    final Region committed(long sizeBytes) {
        Region range = source().reserve(sizeBytes);
        source().commit(range);
        return range;
    }

    @Test
    void shouldGiveAlignedZeroedRangesThatDoNotOverlap() {
        List<Region> ranges = new ArrayList<>();
        for (long sizeBytes : new long[] {4096, 100 * 1024, 2 << 20, 5 << 20}) {
            ranges.add(committed(sizeBytes));
        }
        for (Region range : ranges) {
            assertThat(range.address() % RegionSource.ALIGNMENT_BYTES).isZero();
            assertThat(RegionTable.isLive(range.address(), range.sizeBytes())).isTrue();
            assertThat(RegionTable.isLive(range.endAddress(), 1)).isFalse();
            for (long at = range.address(); at < range.endAddress(); at += 1000) {
                assertThat(RawMemory.getByte(at)).isZero();
            }
            RawMemory.fill(range.address(), range.sizeBytes(), (byte) ranges.indexOf(range));
        }
        for (Region range : ranges) {
            for (long at = range.address(); at < range.endAddress(); at += 1000) {
                assertThat(RawMemory.getByte(at)).isEqualTo((byte) ranges.indexOf(range));
            }
            source().release(range);
            assertThat(RegionTable.isLive(range.address(), 1)).isFalse();
        }
    }

    @Test
    void shouldMakePartsAccessible_whenTheyAreCommitted() {
        Region range = source().reserve(8 << 20);
        Region first = new Region(range.address(), 2 << 20);
        Region second = new Region(first.endAddress(), 2 << 20);
        Region last = new Region(second.endAddress() + (2 << 20), 2 << 20);
        source().commit(last);
        source().commit(first);
        assertThat(RegionTable.isLive(first.address(), first.sizeBytes())).isTrue();
        assertThat(RegionTable.isLive(second.address(), 1)).isFalse();
        source().commit(second);
        long across = second.address() - 4;
        RawMemory.putLong(across, 42);
        assertThat(RawMemory.getLong(across)).as("across two parts").isEqualTo(42);
        assertThat(RegionTable.isLive(last.address() - 4, 8)).isFalse();
        source().release(range);
        assertThat(RegionTable.isLive(first.address(), 1)).isFalse();
        assertThat(RegionTable.isLive(last.address(), 1)).isFalse();
    }

    @Test
    void shouldReadZeros_whenCommittedAgain() {
        Region range = source().reserve(4 << 20);
        Region part = new Region(range.address(), 2 << 20);
        source().commit(part);
        RawMemory.putLong(part.address(), 42);
        if (source().decommit(part)) {
            assertThat(RegionTable.isLive(part.address(), 1)).isFalse();
            assertThat(late(part.endAddress() - 1)).as("read too late").isZero();
            source().commit(part);
            assertThat(RawMemory.getLong(part.address())).isZero();
        }
        assertThat(RegionTable.isLive(part.address(), part.sizeBytes())).isTrue();
        source().release(range);
    }

    @Test
    void shouldKeepContents_whenPreTouched() {
        Region region = committed(4 << 20);
        RawMemory.putLong(region.address() + 12345, 42);
        source().preTouch(region.address(), region.sizeBytes());
        assertThat(RawMemory.getLong(region.address() + 12345)).isEqualTo(42);
        source().release(region);
    }

    @Test
    void shouldReadZeros_whenTrimmed() {
        Region region = committed(4 << 20);
        RawMemory.fill(region.address(), region.sizeBytes(), (byte) 7);
        boolean trimmed = source().trim(region.address(), 2 << 20);
        assertThat(RawMemory.getByte(region.address())).isEqualTo((byte) (trimmed ? 0 : 7));
        assertThat(RawMemory.getByte(region.address() + (2 << 20))).isEqualTo((byte) 7);
        source().release(region);
    }

    @Test
    void shouldKeepAddressesValid_whenAbandoned() {
        Region region = committed(2 << 20);
        RawMemory.fill(region.address(), region.sizeBytes(), (byte) 7);
        source().abandon(region);
        assertThat(RegionTable.isLive(region.address(), 1)).isFalse();
        assertThat(late(region.address())).isIn((byte) 0, (byte) 7);
    }

    /** Reads past the assertion of RawMemory, as a thread that had made its check before. */
    private static byte late(long address) {
        return ProcessMemory.EVERYTHING.get(ValueLayout.JAVA_BYTE, address);
    }
}
