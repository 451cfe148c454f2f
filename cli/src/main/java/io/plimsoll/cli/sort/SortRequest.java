package io.plimsoll.cli.sort;

import io.plimsoll.cli.job.RowInput;
import java.util.List;

/**
 * What is to be sorted, and how.
 *
 * @param input the rows
 * @param keys what to order by; nothing: whole rows
 * @param descending whether the order is reversed
 * @param stable whether rows with equal keys keep their order
 * @param unique whether of rows with equal keys only the first is kept
 */
record SortRequest(
        RowInput input, List<String> keys, boolean descending, boolean stable, boolean unique) {

    SortRequest {
        keys = List.copyOf(keys);
    }

    boolean isKeyed() {
        return !keys.isEmpty();
    }
}
