package io.plimsoll.spill.choice;

import io.plimsoll.spill.codec.Codec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one run's data pack to, and so which codec costs least for them. */
final class AdaptiveStream implements StreamCodec {

    /**
     * A codec must save a tenth of the time to be switched to, so that noise does not switch to and
     * fro.
     */
    private static final double WORTHWHILE = 0.9;

    /** At most one byte in so many is tried out. */
    private static final long TRY_BYTES_SHARE = 20;

    private final AdaptiveChoice shared;
    private final Map<Codec, Average> ratios = new EnumMap<>(Codec.class);
    private Codec current = Codec.NONE;
    private int turn;
    private long untriedBytes;

    AdaptiveStream(AdaptiveChoice shared) {
        this.shared = shared;
        shared.candidates().forEach(codec -> ratios.put(codec, new Average()));
        decide();
    }

    @Override
    public Codec next() {
        return current;
    }

    @Override
    public Codec nextTrial(long pageBytes) {
        if (pageBytes == 0 || untriedBytes < pageBytes * TRY_BYTES_SHARE) {
            return Codec.NONE;
        }
        List<Codec> candidates = shared.candidates();
        for (int i = 0; i < candidates.size(); i++) {
            Codec codec = candidates.get(turn++ % candidates.size());
            if (codec != current && !shared.isMissing(codec)) {
                boolean affordable = shared.mayTry(codec, pageBytes);
                // One that is too dear now keeps its turn: cheaper ones must not always go first.
                turn -= affordable ? 0 : 1;
                return affordable ? codec : Codec.NONE;
            }
        }
        return Codec.NONE;
    }

    @Override
    public void tried(Codec codec, PackTrial trial) {
        shared.tried(codec, trial);
        if (trial.available()) {
            ratio(codec).add(trial.storedBytes(), trial.rawBytes());
        }
        untriedBytes = 0;
        decide();
    }

    @Override
    public void wrote(
            Codec codec, long rawBytes, long storedBytes, long packNanos, long writeNanos) {
        shared.wrote(codec, rawBytes, storedBytes, packNanos, writeNanos);
        untriedBytes += rawBytes;
        if (codec != Codec.NONE) {
            ratio(codec).add(storedBytes, rawBytes);
        }
        decide();
    }

    private void decide() {
        double moveCost = shared.moveCost();
        Codec best = Codec.NONE;
        double bestCost = moveCost;
        for (Codec codec : shared.candidates()) {
            double cost = cost(codec, moveCost);
            if (cost < bestCost) {
                best = codec;
                bestCost = cost;
            }
        }
        boolean losing = best == Codec.NONE;
        if (losing || bestCost < cost(current, moveCost) * WORTHWHILE) {
            current = best;
        }
    }

    private double cost(Codec codec, double moveCost) {
        if (codec == Codec.NONE) {
            return moveCost;
        }
        double ratio = ratio(codec).value(shared.ratio(codec));
        return shared.packAndUnpack(codec) + ratio * moveCost;
    }

    private Average ratio(Codec codec) {
        Average ratio = ratios.get(codec);
        if (ratio == null) {
            throw new IllegalArgumentException("codec=" + codec + " (expected a candidate)");
        }
        return ratio;
    }
}
