package io.plimsoll.operators;

import io.plimsoll.operators.join.row.JoinRules;

/** Which pairs a {@link HashJoin} gives, as in SQL: a null key matches nothing. */
public enum JoinType {
    /** Each left record with each right one of its key. */
    INNER(JoinRules.INNER),
    /** As inner, and left records without a match, with null on the right. */
    LEFT(JoinRules.LEFT),
    /** As inner, and right records without a match, with null on the left. */
    RIGHT(JoinRules.RIGHT),
    /** As inner, and records of both sides without a match. */
    FULL(JoinRules.FULL),
    /** Left records that have a match, each once, with null on the right. */
    SEMI(JoinRules.SEMI),
    /** Left records that have none, with null on the right. */
    ANTI(JoinRules.ANTI);

    private final JoinRules rules;

    JoinType(JoinRules rules) {
        this.rules = rules;
    }

    JoinRules rules() {
        return rules;
    }
}
