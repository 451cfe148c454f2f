package io.plimsoll.index.search;

import io.plimsoll.index.text.Tokenizer;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * What is searched for: a set of terms that a document must have, all of them.
 *
 * <p>Words are cut into terms as documents are; a word may give several terms, or none.
 *
 * <p>Thread rule: immutable.
 */
public final class Query {

    /** Each term of a query has buffers: this bounds what a search takes. */
    public static final int MAX_TERMS = 256;

    private final List<byte[]> terms;

    private Query(List<byte[]> terms) {
        this.terms = terms;
    }

    /**
     * Makes a query of words.
     *
     * @throws IllegalArgumentException if they have more than {@link #MAX_TERMS} different terms
     */
    public static Query of(List<String> words) {
        TreeSet<byte[]> terms = new TreeSet<>(Arrays::compareUnsigned);
        MemorySegment scratch =
                MemorySegmentFactory.allocateUnpooledOffHeapMemory(Tokenizer.SCRATCH_BYTES);
        try {
            Tokenizer tokenizer =
                    new Tokenizer(scratch, (address, bytes) -> terms.add(copy(address, bytes)));
            for (String word : words) {
                accept(word, tokenizer);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            scratch.free();
        }
        if (terms.size() > MAX_TERMS) {
            throw new IllegalArgumentException(
                    "terms=" + terms.size() + " (expected at most " + MAX_TERMS + ")");
        }
        return new Query(List.copyOf(terms));
    }

    private static byte[] copy(long address, int bytes) {
        byte[] term = new byte[bytes];
        RawMemory.copyToArray(address, term, 0, bytes);
        return term;
    }

    private static void accept(String word, Tokenizer tokenizer) throws IOException {
        byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
        if (utf8.length == 0) {
            return;
        }
        MemorySegment text = MemorySegmentFactory.allocateUnpooledOffHeapMemory(utf8.length);
        try {
            text.put(0, utf8);
            tokenizer.accept(text.getAddress(), utf8.length);
            tokenizer.endText();
        } finally {
            text.free();
        }
    }

    /** Whether the words had no letter and no digit; such a query finds nothing. */
    public boolean isEmpty() {
        return terms.isEmpty();
    }

    /** The different terms, in the order of their bytes. */
    public List<String> terms() {
        return terms.stream().map(term -> new String(term, StandardCharsets.UTF_8)).toList();
    }

    List<byte[]> termBytes() {
        return terms;
    }
}
