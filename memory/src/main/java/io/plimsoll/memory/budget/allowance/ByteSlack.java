package io.plimsoll.memory.budget.allowance;

import io.plimsoll.memory.stripe.Stripes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Bytes that threads reserve and give back without a lock: one cell for each stripe of threads.
 *
 * <p>An open cell stands for one quantum that the tree has charged to the pool: part of it is
 * reserved through this cell, the rest is slack. Reserving moves bytes from slack to reserved with
 * one swap, giving back moves them the other way; neither ever leaves 0 to quantum. What a cell
 * cannot do is done under the lock. Since no cell's reserved part falls below 0, bytes that were
 * never reserved cannot be given back unnoticed.
 *
 * <pre>
 *   63     62             32 31             0
 *  +-+----------------------+----------------+
 *  |c| least slack so far   | slack          |     c: closed
 *  +-+----------------------+----------------+
 * </pre>
 *
 * <p>Only the holder of the lock opens and closes cells. A closed one sends everybody to the lock:
 * who has closed all cells knows that no slack is left.
 *
 * <p><b>Threads:</b> any thread may call {@link #tryReserve} and {@link #tryUnreserve}; the rest
 * needs the lock of the tree.
 */
public final class ByteSlack {

    /** Two cache lines, as in {@link io.plimsoll.memory.pages.PageRack}. */
    private static final int STRIDE = 16;

    private static final long CLOSED = Long.MIN_VALUE;
    private static final long SLACK_MASK = (1L << Integer.SIZE) - 1;

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] cells;
    private final int quantumBytes;
    private final int stripeMask;

    /** One bit for each open cell; guarded by the lock of the tree. */
    private long openCells;

    public ByteSlack(int stripes, int quantumBytes) {
        this.cells = new long[(stripes + 1) * STRIDE];
        this.quantumBytes = quantumBytes;
        this.stripeMask = stripes - 1;
        Arrays.fill(cells, CLOSED);
    }

    /** Reserves bytes from slack; false if there is too little: then ask the tree. */
    public boolean tryReserve(long bytes) {
        int cell = home();
        while (true) {
            long seen = (long) CELL.getVolatile(cells, cell);
            long slack = (seen & SLACK_MASK) - bytes;
            if (seen < 0 || slack < 0) {
                return false;
            }
            long least = Math.min(seen >>> Integer.SIZE, slack);
            if (CELL.compareAndSet(cells, cell, seen, least << Integer.SIZE | slack)) {
                return true;
            }
        }
    }

    /** Makes reserved bytes slack; false if they were not reserved here: then ask the tree. */
    public boolean tryUnreserve(long bytes) {
        int cell = home();
        while (true) {
            long seen = (long) CELL.getVolatile(cells, cell);
            // no overflow: slack is at most a quantum
            if (seen < 0 || bytes > quantumBytes - (seen & SLACK_MASK)) {
                return false;
            }
            if (CELL.compareAndSet(cells, cell, seen, seen + bytes)) {
                return true;
            }
        }
    }

    /** Slack of all cells; while threads reserve and give back, about that. */
    public long slackBytes() {
        long slack = 0;
        for (long open = openCells; open != 0; open &= open - 1) {
            long seen = (long) CELL.getVolatile(cells, cell(open));
            slack += seen & SLACK_MASK;
        }
        return slack;
    }

    /** Bytes that open cells stand for, reserved or not. */
    public long chargedBytes() {
        return (long) Long.bitCount(openCells) * quantumBytes;
    }

    /** What an open cell stands for. */
    public int quantumBytes() {
        return quantumBytes;
    }

    /** Opens this thread's cell, which is closed, with some slack; the rest counts as reserved. */
    public void openHome(long slackBytes) {
        int home = home();
        openCells |= bit(home);
        CELL.setVolatile(cells, home, slackBytes << Integer.SIZE | slackBytes);
    }

    /**
     * Closes this thread's cell, if it is open.
     *
     * @return its slack; the rest of its quantum is reserved
     */
    public long closeHome() {
        int home = home();
        return (openCells & bit(home)) == 0 ? 0 : close(home);
    }

    /**
     * Closes all cells.
     *
     * @return their slack
     */
    public long closeAll() {
        long slack = 0;
        for (long open = openCells; open != 0; open &= open - 1) {
            slack += close(cell(open));
        }
        return slack;
    }

    private long close(int cell) {
        openCells &= ~bit(cell);
        return (long) CELL.getAndSet(cells, cell, CLOSED) & SLACK_MASK;
    }

    /**
     * The least slack since this was asked last and told to start anew, cell by cell. Exact while
     * one thread at a time reserves and gives back; with several, too little by what their cells
     * had at different times.
     */
    public long least(boolean startAnew) {
        long sum = 0;
        for (long open = openCells; open != 0; open &= open - 1) {
            sum += least(cell(open), startAnew);
        }
        return sum;
    }

    private long least(int cell, boolean startAnew) {
        while (true) {
            long seen = (long) CELL.getVolatile(cells, cell);
            long slack = seen & SLACK_MASK;
            long anew = slack << Integer.SIZE | slack;
            if (!startAnew || seen == anew || CELL.compareAndSet(cells, cell, seen, anew)) {
                return seen >>> Integer.SIZE;
            }
        }
    }

    private static int cell(long cells) {
        return (Long.numberOfTrailingZeros(cells) + 1) * STRIDE;
    }

    private static long bit(int cell) {
        return 1L << (cell / STRIDE - 1);
    }

    private int home() {
        return (Stripes.ofThisThread(stripeMask) + 1) * STRIDE;
    }
}
