package io.plimsoll.index.search;

import java.util.Arrays;

/**
 * Keeps the best of many hits in arrays: a binary heap with the worst kept hit on top.
 *
 * <p>Thread rule: one thread.
 */
final class BestHits {

    private final int limit;
    private long[] documents;
    private long[] frequencies;
    private double[] scores;
    private int size;

    BestHits(int limit) {
        this.limit = limit;
        int capacity = Math.min(limit, 16);
        documents = new long[capacity];
        frequencies = new long[capacity];
        scores = new double[capacity];
    }

    int size() {
        return size;
    }

    long document(int index) {
        return documents[index];
    }

    long frequency(int index) {
        return frequencies[index];
    }

    double score(int index) {
        return scores[index];
    }

    void add(long document, long frequency, double score) {
        if (size < limit) {
            grow();
            set(size, document, frequency, score);
            size++;
            siftUp(size - 1);
        } else if (limit > 0 && isWorse(scores[0], documents[0], score, document)) {
            set(0, document, frequency, score);
            siftDown(size);
        }
    }

    /** Brings the hits in order, best first; nothing can be added then. */
    void sort() {
        for (int end = size - 1; end > 0; end--) {
            swap(0, end);
            siftDown(end);
        }
    }

    private static boolean isWorse(double score, long document, double than, long thanDocument) {
        return score < than || (score == than && document > thanDocument);
    }

    private boolean isWorse(int a, int b) {
        return isWorse(scores[a], documents[a], scores[b], documents[b]);
    }

    private void siftUp(int from) {
        int child = from;
        while (child > 0 && isWorse(child, (child - 1) / 2)) {
            swap(child, (child - 1) / 2);
            child = (child - 1) / 2;
        }
    }

    private void siftDown(int end) {
        int parent = 0;
        while (2 * parent + 1 < end) {
            int child = 2 * parent + 1;
            if (child + 1 < end && isWorse(child + 1, child)) {
                child++;
            }
            if (!isWorse(child, parent)) {
                return;
            }
            swap(child, parent);
            parent = child;
        }
    }

    private void set(int at, long document, long frequency, double score) {
        documents[at] = document;
        frequencies[at] = frequency;
        scores[at] = score;
    }

    private void swap(int a, int b) {
        long document = documents[a];
        long frequency = frequencies[a];
        double score = scores[a];
        set(a, documents[b], frequencies[b], scores[b]);
        set(b, document, frequency, score);
    }

    private void grow() {
        if (size == documents.length) {
            int capacity = Math.min(limit, 2 * size);
            documents = Arrays.copyOf(documents, capacity);
            frequencies = Arrays.copyOf(frequencies, capacity);
            scores = Arrays.copyOf(scores, capacity);
        }
    }
}
