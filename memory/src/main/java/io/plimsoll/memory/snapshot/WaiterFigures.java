package io.plimsoll.memory.snapshot;

import java.time.Duration;

/**
 * A request that waits for memory.
 *
 * @param poolPath path of its pool
 * @param request what it asks for, in words
 * @param bytes what it asks for
 * @param gatheredBytes what of that has been set aside for it
 * @param priority its priority
 * @param age for how long it has waited
 * @param left for how long it will still wait
 * @param bypasses how often others that compete were served before it
 * @param exclusive whether those behind it stand back now
 */
public record WaiterFigures(
        String poolPath,
        String request,
        long bytes,
        long gatheredBytes,
        int priority,
        Duration age,
        Duration left,
        int bypasses,
        boolean exclusive) {}
