package io.plimsoll.cli.join;

import io.plimsoll.operators.join.row.JoinRules;
import java.util.Locale;

/** Which rows a join gives. */
enum JoinType {
    /** Each row of LEFT with each of RIGHT that has its key. */
    INNER(JoinRules.INNER),
    /** Those, and rows of LEFT without a match. */
    LEFT(JoinRules.LEFT),
    /** Those, and rows of RIGHT without a match. */
    RIGHT(JoinRules.RIGHT),
    /** Those, and rows of both without a match. */
    FULL(JoinRules.FULL),
    /** Rows of LEFT with a match, once. */
    SEMI(JoinRules.SEMI),
    /** Rows of LEFT without a match. */
    ANTI(JoinRules.ANTI);

    private final JoinRules rules;

    JoinType(JoinRules rules) {
        this.rules = rules;
    }

    JoinRules rules() {
        return rules;
    }

    /** Whether columns of RIGHT come out. */
    boolean hasRight() {
        return rules.pairs();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
