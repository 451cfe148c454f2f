package io.plimsoll.doctor.scan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Finds many texts in one pass over bytes: a deterministic automaton that takes one step per byte,
 * whatever the texts are. After Aho and Corasick, "Efficient string matching" (1975), with failure
 * links resolved into a table.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class TextAutomaton {

    /* The idea: bytes that are in no text are all alike, so that a state's row has as many entries
     * as there are different bytes in the texts, plus one. States are numbers of rows times the
     * length of a row, which saves the multiplication. The states that a scan must stop at come
     * first: the one after a line break, and those in which a text ends. Thus one comparison tells
     * whether a byte needs more work. */

    private static final int BYTES = 256;

    /** The state after a line break, in which no text has begun. */
    static final int LINE_BREAK = 0;

    private final byte[] classes;
    private final int[] table;
    private final int firstPlain;
    private final int rowLength;
    private final int[][] endings;

    /**
     * Makes an automaton.
     *
     * @param texts what to find; a text's index is its identity, and texts may repeat
     */
    public TextAutomaton(List<String> texts) {
        List<byte[]> words =
                texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
        this.classes = classesOf(words);
        this.rowLength = classCount(classes);
        Trie trie = new Trie(words, classes, rowLength);
        int[] order = trie.order();
        this.firstPlain = trie.endingStates() * rowLength;
        this.table = new int[order.length * rowLength];
        this.endings = new int[trie.endingStates()][];
        trie.fill(order, table, endings);
    }

    private static byte[] classesOf(List<byte[]> words) {
        BitSet used = new BitSet(BYTES);
        words.forEach(word -> {
            for (byte b : word) {
                used.set(b & 0xff);
            }
        });
        used.clear('\n');
        byte[] classes = new byte[BYTES];
        int next = 2;
        for (int b = used.nextSetBit(0); b >= 0; b = used.nextSetBit(b + 1)) {
            classes[b] = (byte) next++;
        }
        classes['\n'] = 1;
        return classes;
    }

    private static int classCount(byte[] classes) {
        int most = 0;
        for (byte c : classes) {
            most = Math.max(most, c & 0xff);
        }
        return most + 1;
    }

    /**
     * Runs to the first byte after which there is work: a line break, or the end of a text.
     *
     * @return the index of that byte, or {@code to}; {@code stateAt[0]} is the state after it
     */
    int run(byte[] buffer, int from, int to, int[] stateAt) {
        byte[] classOf = classes;
        int[] next = table;
        int plain = firstPlain;
        int state = stateAt[0];
        for (int i = from; i < to; i++) {
            state = next[state + (classOf[buffer[i] & 0xff] & 0xff)];
            if (state < plain) {
                stateAt[0] = state;
                return i;
            }
        }
        stateAt[0] = state;
        return to;
    }

    /** The texts that end in a state before which a run stopped. */
    int[] endingsOf(int state) {
        return endings[state / rowLength];
    }

    /** What the automaton is built from. */
    private static final class Trie {

        private static final int NEWLINE_CLASS = 1;

        private final int width;
        private final List<int[]> rows = new ArrayList<>();
        private final List<BitSet> ends = new ArrayList<>();

        Trie(List<byte[]> words, byte[] classes, int width) {
            this.width = width;
            add();
            for (int word = 0; word < words.size(); word++) {
                int state = 0;
                for (byte b : words.get(word)) {
                    int c = classes[b & 0xff] & 0xff;
                    if (rows.get(state)[c] < 0) {
                        rows.get(state)[c] = add();
                    }
                    state = rows.get(state)[c];
                }
                ends.get(state).set(word);
            }
            resolveFailures();
        }

        private int add() {
            int[] row = new int[width];
            Arrays.fill(row, -1);
            rows.add(row);
            ends.add(new BitSet());
            return rows.size() - 1;
        }

        /** Makes each missing step that of the longest suffix which is a beginning of a text. */
        private void resolveFailures() {
            int[] failure = new int[rows.size()];
            Deque<Integer> queue = new ArrayDeque<>();
            int[] root = rows.getFirst();
            for (int c = 0; c < width; c++) {
                if (root[c] < 0) {
                    root[c] = 0;
                } else {
                    queue.add(root[c]);
                }
            }
            while (!queue.isEmpty()) {
                int state = queue.remove();
                ends.get(state).or(ends.get(failure[state]));
                int[] row = rows.get(state);
                for (int c = 0; c < width; c++) {
                    int fallback = rows.get(failure[state])[c];
                    if (row[c] < 0) {
                        row[c] = fallback;
                    } else {
                        failure[row[c]] = fallback;
                        queue.add(row[c]);
                    }
                }
            }
        }

        /** The states' new numbers: line break, then those in which texts end, then the others. */
        int[] order() {
            int[] number = new int[rows.size() + 1];
            int next = 1;
            for (int state = 0; state < rows.size(); state++) {
                if (!ends.get(state).isEmpty()) {
                    number[state] = next++;
                }
            }
            for (int state = 0; state < rows.size(); state++) {
                if (ends.get(state).isEmpty()) {
                    number[state] = next++;
                }
            }
            return number;
        }

        int endingStates() {
            return 1 + (int) ends.stream().filter(set -> !set.isEmpty()).count();
        }

        void fill(int[] number, int[] table, int[][] endings) {
            endings[LINE_BREAK] = new int[0];
            fillRow(0, LINE_BREAK, number, table);
            for (int state = 0; state < rows.size(); state++) {
                fillRow(state, number[state], number, table);
                if (!ends.get(state).isEmpty()) {
                    endings[number[state]] = ends.get(state).stream().toArray();
                }
            }
        }

        private void fillRow(int state, int target, int[] number, int[] table) {
            for (int c = 0; c < width; c++) {
                int next = c == NEWLINE_CLASS ? LINE_BREAK : number[rows.get(state)[c]];
                table[target * width + c] = next * width;
            }
        }
    }
}
