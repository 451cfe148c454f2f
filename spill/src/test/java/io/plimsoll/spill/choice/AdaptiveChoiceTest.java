package io.plimsoll.spill.choice;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.spill.codec.Codec;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AdaptiveChoiceTest {

    private static final int EXTENTS = 20_000;
    private static final List<Codec> CANDIDATES =
            List.of(Codec.LZ4, Codec.ZSTD, Codec.SNAPPY, Codec.ZSTD_FAST);

    private final CodecChoice choice = CodecChoice.adaptive(CANDIDATES);
    private final StreamCodec stream = choice.newStream();

    private static double share(SimulatedDisk disk, Codec codec, int extents) {
        return (double) disk.used.getOrDefault(codec, 0) / extents;
    }

    @Test
    void aShortJobNeverLoadsALibrary() {
        SimulatedDisk disk = new SimulatedDisk(0.4, 0.3, 1).words(1);
        disk.store(choice, stream, 1000);
        assertThat(disk.trialNanos).isZero();
    }

    @Test
    void writesIntoThePageCacheStayPlain() {
        SimulatedDisk disk = new SimulatedDisk(0.4, 0.3, 1).words(1);
        disk.store(choice, stream, EXTENTS);
        assertThat(disk.trialNanos).isPositive();
        assertThat(share(disk, Codec.NONE, EXTENTS)).isEqualTo(1);
    }

    @Test
    void aSlowDiskGetsLz4AndASlowerOneZstd() {
        SimulatedDisk slow = new SimulatedDisk(6, 5, 1).words(1);
        slow.store(choice, stream, EXTENTS);
        assertThat(share(slow, Codec.LZ4, EXTENTS)).isGreaterThan(0.9);
        SimulatedDisk slower = new SimulatedDisk(20, 15, 1).words(1);
        CodecChoice other = CodecChoice.adaptive(CANDIDATES);
        slower.store(other, other.newStream(), EXTENTS);
        assertThat(share(slower, Codec.ZSTD, EXTENTS)).isGreaterThan(0.9);
    }

    @Test
    void dataThatDoNotShrinkStayPlainOnASlowDisk() {
        SimulatedDisk disk = new SimulatedDisk(10, 10, 1).randomBytes();
        disk.store(choice, stream, EXTENTS);
        assertThat(share(disk, Codec.NONE, EXTENTS)).isEqualTo(1);
    }

    @Test
    void compressionStopsWhenTheDiskBecomesFastOrDataNoLongerShrink() {
        SimulatedDisk disk = new SimulatedDisk(6, 5, 1).words(1);
        disk.store(choice, stream, EXTENTS);
        disk.used.clear();
        disk.writeCost = 0.3;
        disk.readCost = 0.3;
        disk.store(choice, stream, EXTENTS);
        assertThat(share(disk, Codec.NONE, EXTENTS)).isGreaterThan(0.99);
        disk.writeCost = 6;
        disk.readCost = 5;
        disk.store(choice, stream, EXTENTS);
        disk.used.clear();
        disk.randomBytes();
        disk.store(choice, stream, EXTENTS);
        assertThat(share(disk, Codec.NONE, EXTENTS)).isGreaterThan(0.99);
    }

    @Test
    void expensiveUnpackingCounts() {
        SimulatedDisk disk = new SimulatedDisk(5, 5, 1);
        for (Codec codec : CANDIDATES) {
            disk.codec(codec, 0.5, 9, 0.3);
        }
        disk.store(choice, stream, EXTENTS);
        assertThat(share(disk, Codec.NONE, EXTENTS)).isEqualTo(1);
    }

    @Test
    void eachRunHasItsOwnRatio() {
        SimulatedDisk words = new SimulatedDisk(6, 5, 1).words(1);
        SimulatedDisk noise = new SimulatedDisk(6, 5, 1).randomBytes();
        StreamCodec other = choice.newStream();
        for (int i = 0; i < EXTENTS; i++) {
            words.store(choice, stream, 1);
            noise.store(choice, other, 1);
        }
        assertThat(share(words, Codec.LZ4, EXTENTS)).isGreaterThan(0.8);
        assertThat(share(noise, Codec.NONE, EXTENTS)).isGreaterThan(0.99);
    }

    @Test
    void aNewRunBeginsWithWhatOthersFound() {
        SimulatedDisk disk = new SimulatedDisk(6, 5, 1).words(1);
        disk.store(choice, stream, EXTENTS);
        assertThat(choice.newStream().next()).isEqualTo(Codec.LZ4);
    }

    @Test
    void aCodecThatCannotBeHadIsNotTriedAgain() {
        int asked = 0;
        for (int i = 0; i < EXTENTS; i++) {
            stream.wrote(Codec.NONE, 1 << 19, 1 << 19, 0, 1 << 22);
            Codec codec = stream.nextTrial(1 << 15);
            if (codec != Codec.NONE) {
                stream.tried(codec, new PackTrial(false, 1000, 0, 0, 0, 0));
                asked++;
            }
        }
        assertThat(asked).isEqualTo(CANDIDATES.size());
        assertThat(stream.next()).isEqualTo(Codec.NONE);
    }

    /** The promise: whatever the machine, the disk and the data are, at most 5 % above none. */
    @Property(tries = 300)
    void itIsNeverSlowerThanNoneByMoreThanFivePercent(
            @ForAll @DoubleRange(min = 0.1, max = 20) double write,
            @ForAll @DoubleRange(min = 0.05, max = 20) double read,
            @ForAll @DoubleRange(min = 0.2, max = 5) double slowness,
            @ForAll @DoubleRange(min = 0.3, max = 1.6) double shrinking,
            @ForAll @DoubleRange(min = 0, max = 0.5) double noise,
            @ForAll boolean reads,
            @ForAll long seed) {
        SimulatedDisk disk = new SimulatedDisk(write, read, seed).words(slowness);
        disk.packCosts.values().forEach(costs -> costs[2] = Math.min(1, costs[2] * shrinking));
        disk.noise = noise;
        disk.reads = reads;
        CodecChoice any = CodecChoice.adaptive(CANDIDATES);
        double adaptive = disk.store(any, any.newStream(), 4000);
        SimulatedDisk plain = new SimulatedDisk(write, read, seed);
        plain.noise = noise;
        CodecChoice none = CodecChoice.fixed(Codec.NONE);
        double fixed = plain.store(none, none.newStream(), 4000);
        assertThat(adaptive).isLessThanOrEqualTo(fixed * 1.05);
        assertThat(disk.trialNanos).isLessThanOrEqualTo(fixed * 0.05);
    }

    /** And where something is to be gained, most of it is. */
    @Property(tries = 50)
    void aLongRunIsNearTheBestCodec(
            @ForAll @DoubleRange(min = 0.1, max = 20) double write,
            @ForAll @DoubleRange(min = 0.05, max = 20) double read,
            @ForAll @DoubleRange(min = 0.2, max = 5) double slowness) {
        SimulatedDisk disk = new SimulatedDisk(write, read, 1).words(slowness);
        CodecChoice any = CodecChoice.adaptive(CANDIDATES);
        StreamCodec run = any.newStream();
        while (disk.clockNanos < 15e9) {
            disk.store(any, run, 1000);
        }
        assertThat(disk.extentNanos(run.next())).isLessThanOrEqualTo(disk.bestNanos() * 1.12);
    }
}
