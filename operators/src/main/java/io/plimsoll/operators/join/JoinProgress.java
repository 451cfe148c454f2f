package io.plimsoll.operators.join;

/**
 * How far a join is.
 *
 * @param phase what it does
 * @param built records of the side that builds, as inputs that paused or closed counted them
 * @param probed records of the side that probes
 * @param spilledBytes what was written to disk, both sides and all passes together
 */
public record JoinProgress(JoinPhase phase, long built, long probed, long spilledBytes) {}
