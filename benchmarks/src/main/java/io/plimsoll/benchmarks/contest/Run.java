package io.plimsoll.benchmarks.contest;

/**
 * One run of a contest.
 *
 * @param round from 1
 */
public record Run(Contestant contestant, int round, Outcome outcome) {}
