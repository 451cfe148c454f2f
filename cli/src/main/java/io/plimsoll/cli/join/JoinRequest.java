package io.plimsoll.cli.join;

import io.plimsoll.cli.job.RowInput;
import java.util.List;

/**
 * What is to be joined, and how.
 *
 * @param left the rows of LEFT
 * @param right the rows of RIGHT
 * @param keys what must be equal
 * @param type which rows come out
 */
record JoinRequest(RowInput left, RowInput right, List<KeyPair> keys, JoinType type) {

    JoinRequest {
        keys = List.copyOf(keys);
    }
}
