package io.plimsoll.cli.join;

import io.plimsoll.operators.join.row.JoinRules;
import java.util.Locale;

/** Which rows a join gives. */
enum JoinType {
    /** Each row of LEFT with each of RIGHT that has its key. */
    INNER,
    /** Those, and rows of LEFT without a match. */
    LEFT,
    /** Those, and rows of RIGHT without a match. */
    RIGHT,
    /** Those, and rows of both without a match. */
    FULL,
    /** Rows of LEFT with a match, once. */
    SEMI,
    /** Rows of LEFT without a match. */
    ANTI;

    /** What the join is to give. */
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

    /** Whether columns of RIGHT come out. */
    boolean hasRight() {
        return rules().pairs();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
