package io.plimsoll.index.search;

/**
 * A document that has all terms of a query.
 *
 * @param document its name
 * @param frequency how often the terms occur in it, all together
 * @param score its BM25 score
 */
public record SearchHit(String document, long frequency, double score) {}
