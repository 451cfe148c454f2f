package io.plimsoll.index;

/**
 * The size of an index.
 *
 * @param documents number of documents, also those without any term
 * @param tokens number of terms in all documents, repeated ones counted each time
 * @param terms number of different terms
 * @param postings number of different (term, document) pairs
 */
public record IndexStatistics(long documents, long tokens, long terms, long postings) {}
