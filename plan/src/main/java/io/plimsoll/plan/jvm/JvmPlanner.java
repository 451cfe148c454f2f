package io.plimsoll.plan.jvm;

import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.Lever;
import io.plimsoll.plan.Lever.Direction;
import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.jvm.JvmOptionReader.Unreadable;
import java.util.List;
import java.util.Map;

/**
 * Plans the memory of a JVM from what is known of its application: everything but the heap is
 * bounded first, and the heap is what is left.
 */
public final class JvmPlanner {

    private JvmPlanner() {}

    /** Plans from options by the keys of {@link JvmOption}; the size must be set. */
    public static PlanOutcome<JvmMemory> plan(Map<String, String> options) {
        JvmOptionReader reader = new JvmOptionReader(options);
        if (!reader.isSet(JvmOption.SIZE)) {
            return new PlanOutcome.Refused<>(
                    new Conflict(
                            Category.NOTHING_CONFIGURED,
                            "no size is set (expected %s)".formatted(JvmOption.SIZE.key()),
                            List.of(reader.lever(JvmOption.SIZE, Direction.RAISE))));
        }
        try {
            return new JvmDivision(reader).outcome();
        } catch (Unreadable unreadable) {
            return new PlanOutcome.Refused<>(unreadable.conflict());
        } catch (ArithmeticException overflow) {
            List<Lever> levers =
                    List.of(
                            reader.lever(JvmOption.DIRECT, Direction.LOWER),
                            reader.lever(JvmOption.NATIVE, Direction.LOWER),
                            reader.lever(JvmOption.MANAGED, Direction.LOWER),
                            reader.lever(JvmOption.STACK, Direction.LOWER),
                            reader.lever(JvmOption.HEAP, Direction.LOWER));
            return new PlanOutcome.Refused<>(
                    new Conflict(
                            Category.TOO_LARGE,
                            "the sizes add up to more than %d bytes".formatted(Long.MAX_VALUE),
                            levers));
        }
    }
}
