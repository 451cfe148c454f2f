package io.plimsoll.index.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TokenizerTest {

    @Test
    void aTermIsARunOfLettersAndDigitsInLowerCase() throws IOException {
        assertThat(terms("Hash_Map2 = new ConcurrentHashMap<>(16);"))
                .containsExactly("hash", "map2", "new", "concurrenthashmap", "16");
    }

    @Test
    void lettersBeyondAsciiAreLettersToo() throws IOException {
        assertThat(terms("Größe ÅNGSTRÖM 東京 \uD835\uDC00\uD801\uDC00x ٣٤"))
                .containsExactly("größe", "ångström", "東京", "\uD835\uDC00\uD801\uDC28x", "٣٤");
    }

    @Test
    void aSigmaIsFinalAtTheEndOfATermOnly() throws IOException {
        assertThat(terms("ΟΔΥΣΣΕΥΣ ΣΑΣ1 Σ İstanbul"))
                .containsExactly("οδυσσευς", "σας1", "σ", "i\u0307stanbul");
    }

    @Test
    void bytesThatAreNotUtf8SeparateTerms() throws IOException {
        assertThat(terms(bytes('a', 0xC3, 'b', 0xE2, 0x82, 'c', 0xFF, 'd', 0xED, 0xA0, 0x80, 'e')))
                .containsExactly("a", "b", "c", "d", "e");
        assertThat(terms(bytes(0xC0, 0xAF, 'f', 0xF4, 0x90, 0x80, 0x80, 'g', 0xC3)))
                .containsExactly("f", "g");
    }

    @Test
    void aTermOfTheGreatestLengthIsKeptAndALongerOneIsItsBeginningAndAFingerprint()
            throws IOException {
        assertThat(terms("x".repeat(1024))).containsExactly("x".repeat(1024));
        List<String> longer = terms("x".repeat(1025) + " " + "x".repeat(1026));
        assertThat(longer).hasSize(2).doesNotHaveDuplicates();
        assertThat(longer).allMatch(term -> term.matches("x{991}~[0-9a-f]{32}"));
    }

    @Test
    void aTermOfMegabytesIsOneTerm() throws IOException {
        byte[] text = "Ab9".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        assertThat(terms(text)).isEqualTo(NaiveTokenizer.terms(text)).hasSize(1);
    }

    /** The limit counts the term in lower case: the Kelvin sign has three bytes, its k has one. */
    @Test
    void theLimitIsOnTheLowerCaseForm() throws IOException {
        assertThat(terms("\u212A".repeat(1024))).containsExactly("k".repeat(1024));
        for (String letter : List.of("\u212A", "\u0130", "\u023A", "Σ", "\uD801\uDC00", "é")) {
            for (int count :
                    new int[] {255, 256, 257, 340, 341, 342, 511, 512, 513, 1023, 1024, 1025}) {
                byte[] text = (letter.repeat(count) + "z").getBytes(StandardCharsets.UTF_8);
                assertThat(terms(text)).isEqualTo(NaiveTokenizer.terms(text));
            }
        }
    }

    @Property(tries = 2000)
    void agreesWithTheNaiveTokenizerHoweverTheTextIsCut(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 64) int maxChunk)
            throws IOException {
        Random random = new Random(seed);
        byte[] text = randomText(random);
        assertThat(termsOfChunks(text, random, maxChunk)).isEqualTo(NaiveTokenizer.terms(text));
    }

    /** Text that visits every branch: plain words, any code point, damaged bytes, long runs. */
    private static byte[] randomText(Random random) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int pieces = random.nextInt(60);
        for (int i = 0; i < pieces; i++) {
            switch (random.nextInt(8)) {
                case 0 -> text.write(random.nextInt(256));
                case 1 -> text.writeBytes("Word2 under_score ".getBytes(StandardCharsets.UTF_8));
                case 2 -> text.writeBytes(utf8(random.nextInt(Character.MAX_CODE_POINT + 1)));
                case 3 ->
                        text.writeBytes(utf8("ΑΣΣας İIıßK\u2126é".codePointAt(random.nextInt(13))));
                case 4 -> text.writeBytes(utf8(0x80 + random.nextInt(0x780)));
                case 5 -> text.write(utf8(0x4E00 + random.nextInt(99)), 0, random.nextInt(3));
                case 6 ->
                        text.writeBytes(
                                "aB3".repeat(random.nextInt(500)).getBytes(StandardCharsets.UTF_8));
                default -> text.write(' ');
            }
        }
        return text.toByteArray();
    }

    private static byte[] utf8(int codePoint) {
        return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static List<String> terms(String text) throws IOException {
        return terms(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> terms(byte[] text) throws IOException {
        return termsOfChunks(text, new Random(1), Integer.MAX_VALUE);
    }

    private static List<String> termsOfChunks(byte[] text, Random random, int maxChunk)
            throws IOException {
        List<String> terms = new ArrayList<>();
        MemorySegment scratch =
                MemorySegmentFactory.allocateUnpooledOffHeapMemory(Tokenizer.SCRATCH_BYTES);
        MemorySegment input =
                MemorySegmentFactory.allocateUnpooledOffHeapMemory(Math.max(1, text.length));
        try {
            input.put(0, text);
            Tokenizer tokenizer =
                    new Tokenizer(scratch, (address, bytes) -> terms.add(read(address, bytes)));
            for (int at = 0; at < text.length; ) {
                int chunk =
                        Math.min(
                                text.length - at,
                                maxChunk == Integer.MAX_VALUE
                                        ? maxChunk
                                        : random.nextInt(maxChunk + 1));
                tokenizer.accept(input.getAddress() + at, chunk);
                at += chunk;
            }
            tokenizer.endText();
        } finally {
            input.free();
            scratch.free();
        }
        return terms;
    }

    private static String read(long address, int bytes) {
        assertThat(RawMemory.getLong(address + bytes)).as("padding").isZero();
        byte[] term = new byte[bytes];
        RawMemory.copyToArray(address, term, 0, bytes);
        return new String(term, StandardCharsets.UTF_8);
    }
}
