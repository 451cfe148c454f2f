package io.plimsoll.spill.choice;

import io.plimsoll.spill.codec.Codec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Stores extents with whichever codec costs least time, and tries the others out now and then. */
final class AdaptiveChoice implements CodecChoice {

    /*
     * Data D that are packed to C(D) free M(D) - M(C(D)) bytes. Here those bytes need not be
     * written and read, and that must save more time than packing and unpacking take. A raw byte
     * costs
     *
     *     as it is            write + read
     *     with a codec        pack + unpack + ratio * (write + read),       ratio = M(C(D)) / M(D),
     *
     * nanoseconds all, smoothed over the last extents; checksums belong to write and read, as they
     * are made of stored bytes. Writes into the page cache take some 0.4 ns a byte, LZ4 takes 2 on
     * words: nothing pays there. On a disk that is the bottleneck a byte costs 2 to 20 ns, and LZ4
     * pays, or Zstd.
     *
     * Write and read are the disk's and known whatever the codec, as they are measured by the
     * stored byte. Pack and unpack are the machine's, ratio the data's: known for the codec in use,
     * tried out for the others on one page now and then, which is packed and unpacked aside. Trials
     * are paid from a small share of the time that I/O has taken; the first of a format dearly, as
     * it loads a library: a short job never does.
     */

    /** One part in so many of the time goes into trials at most: 4 %. */
    static final long TRY_SHARE = 25;

    /** What the first trial of a format is taken to cost: loading its library. */
    static final long LOAD_NANOS = 100_000_000;

    /** What a trial that has never been made is taken to cost, in nanoseconds a byte. */
    private static final double TRIAL_COST = 8;

    /**
     * What reading a byte is taken to cost until it has been measured: little, as what has just
     * been written is read from the page cache, and a run should not pay for savings that never
     * come.
     */
    private static final double READ_COST = 0.25;

    private final List<Codec> candidates;

    // Guarded by this: everything below.
    private final Average write = new Average();
    private final Average read = new Average();
    private final Map<Codec, Costs> costs = new EnumMap<>(Codec.class);
    private final boolean[] formatLoaded = new boolean[Codec.formatMax() + 1];
    private long ioNanos;
    private long trialNanos;

    AdaptiveChoice(List<Codec> candidates) {
        this.candidates = List.copyOf(candidates);
        candidates.forEach(codec -> costs.put(codec, new Costs()));
    }

    List<Codec> candidates() {
        return candidates;
    }

    @Override
    public StreamCodec newStream() {
        return new AdaptiveStream(this);
    }

    @Override
    public synchronized void read(
            int format, long rawBytes, long storedBytes, long readNanos, long unpackNanos) {
        read.add(readNanos, storedBytes);
        ioNanos += readNanos + unpackNanos;
        costs.forEach((codec, known) -> {
            if (codec.format() == format && storedBytes < rawBytes) {
                known.unpack.add(unpackNanos, rawBytes);
            }
        });
    }

    synchronized void wrote(
            Codec codec, long rawBytes, long storedBytes, long packNanos, long writeNanos) {
        write.add(writeNanos, storedBytes);
        ioNanos += packNanos + writeNanos;
        if (codec != Codec.NONE) {
            Costs known = costsOf(codec);
            known.pack.add(packNanos, rawBytes);
            known.ratio.add(storedBytes, rawBytes);
        }
    }

    synchronized void tried(Codec codec, PackTrial trial) {
        trialNanos += trial.setupNanos() + trial.packNanos() + trial.unpackNanos();
        formatLoaded[codec.format()] = true;
        Costs known = costsOf(codec);
        known.missing = !trial.available();
        if (trial.available()) {
            known.pack.add(trial.packNanos(), trial.rawBytes());
            known.unpack.add(trial.unpackNanos(), trial.rawBytes());
            known.ratio.add(trial.storedBytes(), trial.rawBytes());
        }
    }

    /** Whether a trial has shown that {@code codec} cannot be had here. */
    synchronized boolean isMissing(Codec codec) {
        return costsOf(codec).missing;
    }

    /** Whether there is time for a trial of {@code codec}. */
    synchronized boolean mayTry(Codec codec, long pageBytes) {
        Costs known = costsOf(codec);
        double nanos = pageBytes * (known.isKnown() ? known.packAndUnpack() : TRIAL_COST);
        nanos += formatLoaded[codec.format()] ? 0 : LOAD_NANOS;
        return nanos * TRY_SHARE <= ioNanos - trialNanos * TRY_SHARE;
    }

    /** What moving a stored byte to disk and back costs. */
    synchronized double moveCost() {
        double writeCost = write.value(0);
        return writeCost + read.value(Math.min(READ_COST, writeCost));
    }

    /** What packing and unpacking a raw byte costs; infinite while unknown. */
    synchronized double packAndUnpack(Codec codec) {
        Costs known = costsOf(codec);
        return known.isKnown() && !known.missing ? known.packAndUnpack() : Double.POSITIVE_INFINITY;
    }

    /** What part a codec has left of others' data; 1 while unknown. */
    synchronized double ratio(Codec codec) {
        return costsOf(codec).ratio.value(1);
    }

    private Costs costsOf(Codec codec) {
        Costs known = costs.get(codec);
        if (known == null) {
            throw new IllegalArgumentException("codec=" + codec + " (expected a candidate)");
        }
        return known;
    }

    /** What is known of a codec on this machine. */
    private static final class Costs {

        final Average pack = new Average();
        final Average unpack = new Average();
        final Average ratio = new Average();
        boolean missing;

        boolean isKnown() {
            return pack.isKnown() && unpack.isKnown();
        }

        double packAndUnpack() {
            return pack.value(0) + unpack.value(0);
        }
    }
}
