package io.plimsoll.memory.snapshot;

/**
 * How often what happened since the manager was made.
 *
 * @param pressureChanges changes of the level of pressure
 * @param waits requests that began to wait
 * @param denials requests that were denied, waiting or not
 * @param refusals answers of {@code try…} methods that were no, of which nobody else hears
 * @param reclaims attempts to get memory back
 * @param leaks reports of leaks
 * @param leakedBytes bytes in them
 * @param misuses writes to released memory
 * @param listenerFailures exceptions of listeners
 * @param dropped events that no listener heard, because they came faster than listeners worked
 */
public record EventCounts(
        long pressureChanges,
        long waits,
        long denials,
        long refusals,
        long reclaims,
        long leaks,
        long leakedBytes,
        long misuses,
        long listenerFailures,
        long dropped) {}
