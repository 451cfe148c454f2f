package io.plimsoll.spill.extent;

/** Compresses where that costs less time than it saves. */
final class AdaptiveCodec implements CodecChoice {

    /*
     * A raw byte costs, stored as it is,  plainEncode + write + read,
     *                   compressed,       packedEncode + unpack + ratio * (write + read),
     *
     * each term in nanoseconds a byte, smoothed over the last extents. Writes into the page cache
     * take some 0.4 ns a byte, LZ4 takes more than 1 on text: compression does not pay there. On a
     * disk that is the bottleneck a byte costs 2 to 20 ns, and it pays as soon as the data shrink.
     * The terms of plain extents are known from compressed ones too, as writes are measured by
     * stored byte: only compression needs trying out while it is off. Tries are paid from a small
     * share of the time spent on I/O, the first one dearly: loading the library takes 100 ms, which
     * a short job should never spend.
     */

    /** What the first try is taken to cost beforehand: loading the native library. */
    private static final long LOAD_NANOS = 100_000_000;

    /** At most one part in so many of the I/O time goes into trying. */
    private static final long TRY_SHARE = 16;

    /**
     * Compression must save a tenth to be switched on, so that noise does not switch it to and fro.
     */
    private static final double WORTHWHILE = 0.9;

    /**
     * LZ4 unpacks about four times as fast as it packs: the estimate until it has been measured.
     */
    private static final double UNPACK_SHARE = 0.25;

    private final Average write = new Average();
    private final Average read = new Average();
    private final Average plainEncode = new Average();
    private final Average packedEncode = new Average();
    private final Average unpack = new Average();
    private final Average ratio = new Average();
    private long lastTryNanos = LOAD_NANOS;
    private long sinceTryNanos;
    private boolean bound;
    private boolean compressing;

    @Override
    public synchronized int next() {
        boolean pack = compressing || sinceTryNanos >= lastTryNanos * TRY_SHARE;
        return pack && Lz4.isAvailable() ? ExtentLayout.CODEC_LZ4 : ExtentLayout.CODEC_NONE;
    }

    @Override
    public synchronized void wrote(
            int codec, long rawBytes, long storedBytes, long encodeNanos, long writeNanos) {
        write.add(writeNanos, storedBytes);
        if (codec == ExtentLayout.CODEC_LZ4) {
            addPackedEncode(encodeNanos, rawBytes);
            ratio.add(storedBytes, rawBytes);
            lastTryNanos = encodeNanos + writeNanos;
            sinceTryNanos = 0;
        } else {
            plainEncode.add(encodeNanos, rawBytes);
            sinceTryNanos += encodeNanos + writeNanos;
        }
        decide();
    }

    @Override
    public synchronized void read(boolean compressed, long rawBytes, long storedBytes, long nanos) {
        if (compressed) {
            long readOnly = Math.round(read.value(write.value(0)) * storedBytes);
            unpack.add(Math.max(0, nanos - readOnly), rawBytes);
        } else {
            read.add(nanos, storedBytes);
        }
    }

    /** The first call binds the native functions, which says nothing about those to come. */
    private void addPackedEncode(long encodeNanos, long rawBytes) {
        if (bound) {
            packedEncode.add(encodeNanos, rawBytes);
        }
        bound = true;
    }

    private void decide() {
        if (!packedEncode.isKnown()) {
            return;
        }
        double move = write.value(0) + read.value(write.value(0));
        double plain = plainEncode.value(0) + move;
        double unpackCost = unpack.value(packedEncode.value(0) * UNPACK_SHARE);
        double packed = packedEncode.value(0) + unpackCost + ratio.value(1) * move;
        compressing = packed < (compressing ? plain : plain * WORTHWHILE);
    }

    /** A smoothed quotient; the newest measurement weighs an eighth. */
    private static final class Average {

        private static final double WEIGHT = 1.0 / 8;
        private double value = Double.NaN;

        void add(long amount, long per) {
            if (per > 0) {
                double measured = (double) amount / per;
                value = isKnown() ? value + (measured - value) * WEIGHT : measured;
            }
        }

        boolean isKnown() {
            return !Double.isNaN(value);
        }

        double value(double unknown) {
            return isKnown() ? value : unknown;
        }
    }
}
