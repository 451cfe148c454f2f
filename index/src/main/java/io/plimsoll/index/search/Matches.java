package io.plimsoll.index.search;

import io.plimsoll.index.IndexStatistics;
import io.plimsoll.index.format.IndexFile;
import io.plimsoll.index.format.document.Lengths;
import io.plimsoll.index.format.postings.PostingsCursor;
import io.plimsoll.index.format.table.SortedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Walks the documents that have all terms, in the order of their ids.
 *
 * <p>The rarest term leads, the others skip after it, so that the work follows the shortest list.
 *
 * <p>Thread rule: one thread.
 */
final class Matches {

    private final Bm25 ranking;
    private final Lengths lengths;

    /** In the order of terms, in which scores are added up. */
    private final List<PostingsCursor> terms;

    private final double[] weights;

    /** The same, rarest first. */
    private final List<PostingsCursor> byRarity;

    private long document = -1;

    private Matches(IndexStatistics statistics, Lengths lengths, List<PostingsCursor> terms) {
        this.ranking = new Bm25(statistics);
        this.lengths = lengths;
        this.terms = terms;
        this.weights =
                terms.stream()
                        .mapToDouble(
                                term -> ranking.inverseDocumentFrequency(term.documentFrequency()))
                        .toArray();
        this.byRarity =
                terms.stream()
                        .sorted(Comparator.comparingLong(PostingsCursor::documentFrequency))
                        .toList();
    }

    /** Opens the lists of all terms; of none, if one of the terms is nowhere. */
    static Matches open(
            Query query,
            IndexStatistics statistics,
            IndexFile termsFile,
            IndexFile postingsFile,
            IndexFile lengthsFile)
            throws IOException {
        SortedTable dictionary = new SortedTable(termsFile);
        List<PostingsCursor> cursors = new ArrayList<>();
        for (byte[] term : query.termBytes()) {
            if (!dictionary.find(term, term.length)) {
                cursors.clear();
                break;
            }
            cursors.add(new PostingsCursor(postingsFile, dictionary.value()));
        }
        return new Matches(statistics, new Lengths(lengthsFile), List.copyOf(cursors));
    }

    /** Goes on to the next document; false if there is none. */
    boolean next() throws IOException {
        if (byRarity.isEmpty()) {
            return false;
        }
        PostingsCursor rarest = byRarity.getFirst();
        long candidate = rarest.next();
        int agreeing = 1;
        while (candidate != PostingsCursor.END && agreeing < byRarity.size()) {
            long reached = byRarity.get(agreeing).advance(candidate);
            if (reached == candidate) {
                agreeing++;
            } else {
                candidate = reached == PostingsCursor.END ? reached : rarest.advance(reached);
                agreeing = 1;
            }
        }
        document = candidate;
        return candidate != PostingsCursor.END;
    }

    long document() {
        return document;
    }

    /** How often the terms occur in the document, all together. */
    long frequency() {
        long sum = 0;
        for (PostingsCursor term : terms) {
            sum += term.frequency();
        }
        return sum;
    }

    double score() throws IOException {
        long tokens = lengths.tokens(document);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += ranking.score(weights[i], terms.get(i).frequency(), tokens);
        }
        return sum;
    }
}
