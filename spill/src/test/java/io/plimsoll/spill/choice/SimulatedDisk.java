package io.plimsoll.spill.choice;

import io.plimsoll.spill.codec.Codec;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * A machine, a disk and data that are numbers: what storing extents takes, by a clock that only
 * these numbers move.
 */
final class SimulatedDisk {

    static final long PAGE_BYTES = 32 << 10;
    static final long EXTENT_BYTES = 16 * PAGE_BYTES;
    private static final double LOAD_NANOS = 60_000_000;

    /** Nanoseconds a stored byte. */
    double writeCost;

    double readCost;

    /** Whether each extent is read back. */
    boolean reads = true;

    /** Measured times differ by up to so much of themselves. */
    double noise;

    final Map<Codec, double[]> packCosts = new EnumMap<>(Codec.class);
    final Map<Codec, Integer> used = new EnumMap<>(Codec.class);
    final boolean[] loaded = new boolean[Codec.formatMax() + 1];

    /** Moved without the noise, which would hide what is compared. */
    double clockNanos;

    double trialNanos;
    private final Random random;

    SimulatedDisk(double writeCost, double readCost, long seed) {
        this.writeCost = writeCost;
        this.readCost = readCost;
        this.random = new Random(seed);
    }

    /** Costs a raw byte of packing and unpacking, and what is left. */
    SimulatedDisk codec(Codec codec, double pack, double unpack, double ratio) {
        packCosts.put(codec, new double[] {pack, unpack, ratio});
        return this;
    }

    /** Words, as measured on pages of 32 KiB; all as slow as {@code slowness} says. */
    SimulatedDisk words(double slowness) {
        return codec(Codec.LZ4, 2.2 * slowness, 0.33 * slowness, 0.62)
                .codec(Codec.SNAPPY, 1.8 * slowness, 0.97 * slowness, 0.62)
                .codec(Codec.ZSTD_FAST, 2.4 * slowness, 0.76 * slowness, 0.72)
                .codec(Codec.ZSTD, 4.5 * slowness, 1.2 * slowness, 0.42);
    }

    /** Bytes in which there is nothing to be found. */
    SimulatedDisk randomBytes() {
        return codec(Codec.LZ4, 0.09, 0.08, 1)
                .codec(Codec.SNAPPY, 0.11, 0.08, 1)
                .codec(Codec.ZSTD_FAST, 0.5, 0.39, 1)
                .codec(Codec.ZSTD, 0.93, 0.36, 1);
    }

    /** Stores so many extents; returns the nanoseconds that it took. */
    double store(CodecChoice choice, StreamCodec stream, int extents) {
        double start = clockNanos;
        for (int i = 0; i < extents; i++) {
            tryOut(stream);
            storeOne(choice, stream);
        }
        return clockNanos - start;
    }

    private void tryOut(StreamCodec stream) {
        Codec codec = stream.nextTrial(PAGE_BYTES);
        if (codec == Codec.NONE) {
            return;
        }
        double[] costs = packCosts.get(codec);
        double setup = loaded[codec.format()] ? 0 : LOAD_NANOS;
        loaded[codec.format()] = true;
        double pack = noisy(PAGE_BYTES * costs[0]);
        double unpack = noisy(PAGE_BYTES * costs[1]);
        double nanos = setup + PAGE_BYTES * (costs[0] + costs[1]);
        clockNanos += nanos;
        trialNanos += nanos;
        long stored = (long) (PAGE_BYTES * costs[2]);
        stream.tried(
                codec,
                new PackTrial(true, (long) setup, PAGE_BYTES, stored, (long) pack, (long) unpack));
    }

    private void storeOne(CodecChoice choice, StreamCodec stream) {
        Codec codec = stream.next();
        used.merge(codec, 1, Integer::sum);
        double[] costs = packCosts.getOrDefault(codec, new double[] {0, 0, 1});
        double stored = EXTENT_BYTES * costs[2];
        double pack = noisy(EXTENT_BYTES * costs[0]);
        double write = noisy(stored * writeCost);
        stream.wrote(codec, EXTENT_BYTES, (long) stored, (long) pack, (long) write);
        double unpack = noisy(EXTENT_BYTES * costs[1]);
        double read = noisy(stored * readCost);
        clockNanos += extentNanos(codec);
        if (reads) {
            choice.read(codec.format(), EXTENT_BYTES, (long) stored, (long) read, (long) unpack);
        }
    }

    /** What one extent takes with {@code codec}, without noise. */
    double extentNanos(Codec codec) {
        double[] costs = packCosts.getOrDefault(codec, new double[] {0, 0, 1});
        return EXTENT_BYTES * (costs[0] + costs[1] + costs[2] * (writeCost + readCost));
    }

    /** The least that one extent takes with any codec. */
    double bestNanos() {
        return packCosts.keySet().stream()
                .mapToDouble(this::extentNanos)
                .reduce(extentNanos(Codec.NONE), Math::min);
    }

    /** Times that are now and then ten times as long, as when a thread is put aside. */
    private double noisy(double nanos) {
        double spread = 1 + noise * (2 * random.nextDouble() - 1);
        boolean aside = noise > 0 && random.nextInt(200) == 0;
        return nanos * spread * (aside ? 10 : 1);
    }
}
