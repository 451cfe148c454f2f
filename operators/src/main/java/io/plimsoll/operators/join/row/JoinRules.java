package io.plimsoll.operators.join.row;

/**
 * What a join gives, as in SQL: a null key equals nothing, not even another null.
 *
 * @param pairs each left record with each right one of the same key
 * @param leftMatched each left record that has a match, once and alone
 * @param leftUnmatched each left record without a match, alone
 * @param rightUnmatched each right record without a match, alone
 */
public record JoinRules(
        boolean pairs, boolean leftMatched, boolean leftUnmatched, boolean rightUnmatched) {

    public static final JoinRules INNER = new JoinRules(true, false, false, false);
    public static final JoinRules LEFT = new JoinRules(true, false, true, false);
    public static final JoinRules RIGHT = new JoinRules(true, false, false, true);
    public static final JoinRules FULL = new JoinRules(true, false, true, true);
    public static final JoinRules SEMI = new JoinRules(false, true, false, false);
    public static final JoinRules ANTI = new JoinRules(false, false, true, false);

    /** Whether a side's records without a match are results. */
    public boolean unmatched(JoinSide side) {
        return side == JoinSide.LEFT ? leftUnmatched : rightUnmatched;
    }

    /** Whether a side's records with a match are results by themselves. */
    public boolean matched(JoinSide side) {
        return side == JoinSide.LEFT && leftMatched;
    }
}
