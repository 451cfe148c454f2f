package io.plimsoll.operators;

import io.plimsoll.operators.join.row.JoinRules;

/** Which pairs a {@link HashJoin} gives, as in SQL: a null key matches nothing. */
public enum JoinType {
    /** Each left record with each right one of its key. */
    INNER,
    /** As inner, and left records without a match, with null on the right. */
    LEFT,
    /** As inner, and right records without a match, with null on the left. */
    RIGHT,
    /** As inner, and records of both sides without a match. */
    FULL,
    /** Left records that have a match, each once, with null on the right. */
    SEMI,
    /** Left records that have none, with null on the right. */
    ANTI;

    JoinRules rules() {
        return switch (this) {
            case INNER -> JoinRules.INNER;
            case LEFT -> JoinRules.LEFT;
            case RIGHT -> JoinRules.RIGHT;
            case FULL -> JoinRules.FULL;
            case SEMI -> JoinRules.SEMI;
            case ANTI -> JoinRules.ANTI;
        };
    }
}
