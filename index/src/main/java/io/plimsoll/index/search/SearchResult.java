package io.plimsoll.index.search;

import java.util.List;

/**
 * The best hits of a search.
 *
 * @param total how many documents have all terms
 * @param hits the best of them, best first
 */
public record SearchResult(long total, List<SearchHit> hits) {

    public SearchResult {
        hits = List.copyOf(hits);
    }
}
