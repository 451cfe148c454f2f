package io.plimsoll.operators.run;

import io.plimsoll.memory.access.RawComparison;
import io.plimsoll.operators.record.RecordOrder;
import java.io.IOException;
import java.util.List;

/**
 * Merges sorted sources: a tournament whose inner nodes remember the losers, so that the next
 * winner costs one comparison a level (Knuth, The Art of Computer Programming 3, 5.4.1).
 *
 * <p>The words of the sources' records stand side by side in an array, so that most comparisons
 * touch nothing else. Not thread-safe.
 */
public final class LoserTree {

    private final MergeSource[] sources;
    private final RecordOrder order;
    private final long[] words;
    private final boolean[] exhausted;

    /** The losers at the inner nodes 1 to n-1; the winner at 0. */
    private final int[] nodes;

    /** Positions each source at its first record. */
    public LoserTree(List<? extends MergeSource> sources, RecordOrder order) throws IOException {
        this.sources = sources.toArray(MergeSource[]::new);
        this.order = order;
        this.words = new long[this.sources.length];
        this.exhausted = new boolean[this.sources.length];
        this.nodes = new int[Math.max(1, this.sources.length)];
        for (int source = 0; source < this.sources.length; source++) {
            load(source);
        }
        rebuild();
    }

    public boolean isEmpty() {
        return sources.length == 0 || exhausted[nodes[0]];
    }

    /** The source with the first record. Requires: not empty. */
    public MergeSource first() {
        return sources[nodes[0]];
    }

    /**
     * Puts another source in the place of one. It goes on to the same record that the other one was
     * at; or, where the first record is about to be taken away, to the one behind it.
     */
    public void replace(MergeSource old, MergeSource by, boolean isTaken) throws IOException {
        int place = 0;
        while (!isSame(sources[place], old)) {
            place++;
        }
        sources[place] = by;
        if (!isTaken) {
            load(place);
        }
    }

    @SuppressWarnings("ReferenceEquality") // a source is itself
    private static boolean isSame(MergeSource one, MergeSource other) {
        return one == other;
    }

    /** Takes the first record away. Requires: not empty. */
    public void pop() throws IOException {
        int winner = nodes[0];
        load(winner);
        for (int node = (winner + sources.length) >>> 1; node > 0; node >>>= 1) {
            int loser = nodes[node];
            if (isBefore(loser, winner)) {
                nodes[node] = winner;
                winner = loser;
            }
        }
        nodes[0] = winner;
    }

    /**
     * Takes away, in all sources but the first record's own, the records that start with the same
     * bytes. For keys that are too large to be remembered: it looks at every source.
     */
    public void dropEqualStarts(long bytes, SortSettings settings) throws IOException {
        int winner = nodes[0];
        for (int source = 0; source < sources.length; source++) {
            while (source != winner
                    && !exhausted[source]
                    && words[source] == words[winner]
                    && keyBytes(source, settings) == bytes
                    && LargeRecords.compareStarts(sources[source], sources[winner], bytes) == 0) {
                load(source);
            }
        }
        rebuild();
    }

    private long keyBytes(int source, SortSettings settings) {
        return settings.distinctBytes(settings.layout().keyBytes(sources[source].record));
    }

    private void load(int source) throws IOException {
        MergeSource loaded = sources[source];
        if (loaded.advance()) {
            words[source] =
                    loaded.pieceBytes >= Long.BYTES || loaded.isContiguous()
                            ? order.prefixWord(loaded.bytesAddress, loaded.pieceBytes)
                            : loaded.wordAcrossPieces();
        } else {
            exhausted[source] = true;
            words[source] = -1L;
        }
    }

    private void rebuild() throws IOException {
        int count = sources.length;
        if (count < 2) {
            return;
        }
        int[] winners = new int[2 * count];
        for (int leaf = 0; leaf < count; leaf++) {
            winners[count + leaf] = leaf;
        }
        for (int node = count - 1; node > 0; node--) {
            int left = winners[2 * node];
            int right = winners[2 * node + 1];
            boolean leftWins = isBefore(left, right);
            winners[node] = leftWins ? left : right;
            nodes[node] = leftWins ? right : left;
        }
        nodes[0] = winners[1];
    }

    private boolean isBefore(int left, int right) throws IOException {
        long leftWord = words[left];
        long rightWord = words[right];
        if (leftWord != rightWord) {
            return Long.compareUnsigned(leftWord, rightWord) < 0;
        }
        if (exhausted[left] || exhausted[right]) {
            return !exhausted[left];
        }
        int compared = order.apply(compareTails(sources[left], sources[right]));
        return compared != 0 ? compared < 0 : left < right;
    }

    private static int compareTails(MergeSource left, MergeSource right) throws IOException {
        if (!left.isContiguous() || !right.isContiguous()) {
            return LargeRecords.compare(left, right);
        }
        long leftRest = left.lengthBytes - Long.BYTES;
        long rightRest = right.lengthBytes - Long.BYTES;
        if (leftRest <= 0 || rightRest <= 0) {
            return Long.compare(leftRest, rightRest);
        }
        return RawComparison.compareUnsigned(
                left.bytesAddress + Long.BYTES,
                leftRest,
                right.bytesAddress + Long.BYTES,
                rightRest);
    }
}
