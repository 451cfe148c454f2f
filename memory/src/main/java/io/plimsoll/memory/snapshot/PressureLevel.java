package io.plimsoll.memory.snapshot;

/**
 * How full a budget is.
 *
 * <p>A level is entered at its threshold and left {@value #HYSTERESIS_PERCENT} percent of the
 * budget below, so that a budget that hovers at a threshold makes one event rather than thousands.
 */
public enum PressureLevel {
    /** There is room. */
    NORMAL(0),
    /** Three quarters are held: time to give back what is not needed. */
    ELEVATED(75),
    /** Nine tenths are held: requests will soon have to wait. */
    HIGH(90),
    /** Next to nothing is left. */
    CRITICAL(97);

    /** Below its threshold at which a level is left, in percent of the budget. */
    public static final int HYSTERESIS_PERCENT = 5;

    private final int percent;

    PressureLevel(int percent) {
        this.percent = percent;
    }

    /** From which part of the budget on, in percent, this level holds. */
    public int percent() {
        return percent;
    }

    /** Returns the level when so much is held, if it was this one before. */
    public PressureLevel next(long heldBytes, long budgetBytes) {
        PressureLevel next = NORMAL;
        for (PressureLevel level : values()) {
            // a level that holds already, or one below it, is left further down
            int part = level.percent - (compareTo(level) >= 0 ? HYSTERESIS_PERCENT : 0);
            if (heldBytes >= percentOf(budgetBytes, part)) {
                next = level;
            }
        }
        return next;
    }

    /** Returns the least that can be held while this level lasts. */
    public long leastBytes(long budgetBytes) {
        return this == NORMAL ? 0 : percentOf(budgetBytes, percent - HYSTERESIS_PERCENT);
    }

    /** Returns the most that can be held while this level lasts. */
    public long mostBytes(long budgetBytes) {
        return switch (this) {
            case NORMAL -> percentOf(budgetBytes, ELEVATED.percent) - 1;
            case ELEVATED -> percentOf(budgetBytes, HIGH.percent) - 1;
            case HIGH -> percentOf(budgetBytes, CRITICAL.percent) - 1;
            case CRITICAL -> Long.MAX_VALUE;
        };
    }

    /** Rounded up; a hundredth is taken first, lest it overflows. */
    private static long percentOf(long budgetBytes, int percent) {
        return budgetBytes / 100 * percent + Math.ceilDiv(budgetBytes % 100 * percent, 100);
    }
}
