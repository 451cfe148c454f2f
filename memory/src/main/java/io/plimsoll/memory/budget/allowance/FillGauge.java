package io.plimsoll.memory.budget.allowance;

import io.plimsoll.memory.snapshot.PressureChange;
import io.plimsoll.memory.snapshot.PressureLevel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices when the part of the budget that is held reaches another level.
 *
 * <p><b>Threads:</b> every method needs the lock of the tree, under which the listener is called,
 * too.
 */
public final class FillGauge {

    private PressureLevel level = PressureLevel.NORMAL;

    /** The level changes outside of these bounds only. */
    private long leastBytes;

    private long mostBytes;
    private long budgetBytes = -1;

    private @Nullable Consumer<PressureChange> listener;

    /** Sets who is told. */
    public void tell(Consumer<PressureChange> newListener) {
        listener = newListener;
    }

    /** The level that was noticed last. */
    public PressureLevel level() {
        return level;
    }

    /** Looks at what is held now: two comparisons as a rule. */
    public void update(long heldBytes, long newBudgetBytes) {
        if (heldBytes < leastBytes || heldBytes > mostBytes || newBudgetBytes != budgetBytes) {
            change(heldBytes, newBudgetBytes);
        }
    }

    private void change(long heldBytes, long newBudgetBytes) {
        PressureLevel before = level;
        level = before.next(heldBytes, newBudgetBytes);
        budgetBytes = newBudgetBytes;
        leastBytes = level.leastBytes(newBudgetBytes);
        mostBytes = level.mostBytes(newBudgetBytes);
        Consumer<PressureChange> told = listener;
        if (level != before && told != null) {
            told.accept(new PressureChange(before, level, heldBytes, newBudgetBytes));
        }
    }
}
