package io.plimsoll.operators.join.pass;

import io.plimsoll.operators.join.row.JoinRules;
import io.plimsoll.operators.join.row.JoinSide;

/**
 * What a join gives, said of the side that builds and the side that probes: which is which may
 * change from pass to pass.
 *
 * @param build the side whose records are in the table
 * @param pairs each pair of matching records
 * @param buildMatched built records with a match, each once and alone
 * @param buildUnmatched built records without one
 * @param probeMatched probing records with a match, each once and alone
 * @param probeUnmatched probing records without one
 */
public record Roles(
        JoinSide build,
        boolean pairs,
        boolean buildMatched,
        boolean buildUnmatched,
        boolean probeMatched,
        boolean probeUnmatched) {

    public static Roles of(JoinRules rules, JoinSide build) {
        JoinSide probe = build.other();
        return new Roles(
                build,
                rules.pairs(),
                rules.matched(build),
                rules.unmatched(build),
                rules.matched(probe),
                rules.unmatched(probe));
    }

    /** Whether it has to be known in the end which built records had a match. */
    public boolean marksBuilt() {
        return buildMatched || buildUnmatched;
    }

    /** Whether it matters of a probing record whether it has had a match. */
    public boolean marksProbing() {
        return probeMatched || probeUnmatched;
    }
}
