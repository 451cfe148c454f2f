package io.plimsoll.index.search;

import io.plimsoll.index.IndexStatistics;

/**
 * The weight of a term in a document: Okapi BM25 (Robertson and Zaragoza, 2009, section 3.4) with
 * the inverse document frequency that is never negative.
 *
 * <p>Uses {@link StrictMath}, so that a score is the same on every machine.
 *
 * <p>Thread rule: immutable.
 */
final class Bm25 {

    /** How soon repetition of a term stops to count; the usual value. */
    private static final double K1 = 1.2;

    /** How much long documents are marked down; the usual value. */
    private static final double B = 0.75;

    private final double documents;
    private final double meanTokens;

    Bm25(IndexStatistics statistics) {
        this.documents = statistics.documents();
        this.meanTokens = Math.max(1.0, statistics.tokens() / Math.max(1.0, documents));
    }

    /** The weight of a term by how many documents have it. */
    double inverseDocumentFrequency(long documentFrequency) {
        return StrictMath.log(
                1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5));
    }

    /** The part of a term in the score of a document. */
    double score(double inverseDocumentFrequency, long frequency, long tokens) {
        double norm = K1 * (1 - B + B * tokens / meanTokens);
        return inverseDocumentFrequency * frequency * (K1 + 1) / (frequency + norm);
    }
}
