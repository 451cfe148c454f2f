package io.plimsoll.benchmarks.sort;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes lines that are always the same for the same parameters.
 *
 * <pre>
 *   LINES   0         10            22                          99
 *           | random  | counter     | filler                    | \n
 *   KEYS    0         10 11             ..                      99
 *           | letters | , | number | , | filler                 | \n
 * </pre>
 */
public final class LineGenerator {

    /** Bytes of a line with its newline. */
    public static final int LINE_BYTES = 100;

    private static final int RANDOM_BYTES = 10;
    private static final int COUNTER_DIGITS = 12;

    /** Numbers lie between minus this and this: few enough to tie now and then. */
    private static final int NUMBER_BOUND = 1_000_000_000;

    private static final char FIRST_PRINTABLE = ' ';
    private static final int PRINTABLES = '~' - ' ' + 1;
    private static final int LETTERS = 26;

    /** 64 of them, so that each takes six random bits; no comma. */
    private static final byte[] FILLERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final int FILLER_BITS = 6;
    private static final int FILLERS_PER_DRAW = Long.SIZE / FILLER_BITS;

    private static final long SEED = 20_260_101;
    private static final int LINES_PER_WRITE = 4096;

    private final Workload workload;
    private final Filler filler;
    private final RandomBits random = new RandomBits(SEED);

    /** Creates a generator of the lines from the first. */
    public LineGenerator(Workload workload, Filler filler) {
        this.workload = workload;
        this.filler = filler;
    }

    /** Writes lines, and leaves the stream open. */
    public void write(long lines, OutputStream out) throws IOException {
        byte[] block = new byte[LINES_PER_WRITE * LINE_BYTES];
        for (long first = 0; first < lines; first += LINES_PER_WRITE) {
            int count = (int) Math.min(LINES_PER_WRITE, lines - first);
            for (int i = 0; i < count; i++) {
                fill(block, i * LINE_BYTES, first + i);
            }
            out.write(block, 0, count * LINE_BYTES);
        }
    }

    private void fill(byte[] block, int start, long counter) {
        int end = start + LINE_BYTES - 1;
        int used =
                switch (workload) {
                    case LINES -> putLine(block, start, counter);
                    case KEYS -> putRow(block, start);
                };
        switch (filler) {
            case CONSTANT -> Arrays.fill(block, used, end, (byte) 'x');
            case RANDOM -> putRandomFiller(block, used, end);
        }
        block[end] = '\n';
    }

    private int putLine(byte[] block, int start, long counter) {
        int at = start;
        for (; at < start + RANDOM_BYTES; at++) {
            block[at] = (byte) (FIRST_PRINTABLE + random.below(PRINTABLES));
        }
        long rest = counter;
        for (int digit = at + COUNTER_DIGITS - 1; digit >= at; digit--) {
            block[digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + COUNTER_DIGITS;
    }

    private int putRow(byte[] block, int start) {
        int at = start;
        for (; at < start + RANDOM_BYTES; at++) {
            block[at] = (byte) ('a' + random.below(LETTERS));
        }
        block[at++] = ',';
        int number = random.below(2 * NUMBER_BOUND) - NUMBER_BOUND;
        byte[] digits = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, block, at, digits.length);
        at += digits.length;
        block[at++] = ',';
        return at;
    }

    private void putRandomFiller(byte[] block, int start, int end) {
        long bits = 0;
        for (int at = start; at < end; at++) {
            if ((at - start) % FILLERS_PER_DRAW == 0) {
                bits = random.next();
            }
            block[at] = FILLERS[(int) (bits & (FILLERS.length - 1))];
            bits >>>= FILLER_BITS;
        }
    }
}
