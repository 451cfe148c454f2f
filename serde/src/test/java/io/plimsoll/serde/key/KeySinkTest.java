package io.plimsoll.serde.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KeySinkTest {

    record Row(long id, String name, double price, boolean open) {}

    @Test
    void putsTheMostSignificantByteFirst() {
        KeySink sink = new KeySink(0, 100);

        sink.putByte(0x01);
        sink.putShort(0x0203);
        sink.putInt(0x04050607);
        sink.putLong(0x08090A0B0C0D0E0FL);
        sink.putLowBytes(0xFF101112L, 3);

        byte[] expected = new byte[18];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) (i + 1);
        }
        assertThat(sink.toByteArray()).isEqualTo(expected);
    }

    @Property
    void givesTheSameKeyForBytesInAnArrayAndAtAnAddress(@ForAll @Size(max = 100) byte[] bytes) {
        MemorySegment segment = MemorySegmentFactory.allocateOffHeapUnsafeMemory(128);
        segment.put(3, bytes);
        KeySink fromArray = new KeySink();
        KeySink fromAddress = new KeySink();
        byte[] shifted = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, shifted, 5, bytes.length);

        NormalizedKeys.putBytes(fromArray, shifted, 5, bytes.length);
        NormalizedKeys.putBytes(fromAddress, segment.getAddress() + 3, bytes.length);
        segment.free();

        assertThat(fromAddress.toByteArray()).isEqualTo(fromArray.toByteArray());
    }

    @Property
    void givesTheSameKeyForATextAndForItsUtf8(@ForAll String text) {
        KeySink fromText = new KeySink();
        KeySink fromUtf8 = new KeySink();
        Assume.that(!hasLonelySurrogate(text));

        NormalizedKeys.putString(fromText, text);
        NormalizedKeys.putBytes(fromUtf8, text.getBytes(StandardCharsets.UTF_8));

        assertThat(fromText.toByteArray()).isEqualTo(fromUtf8.toByteArray());
    }

    private static boolean hasLonelySurrogate(String text) {
        return text.codePoints()
                .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Test
    void escapesTheBytesZeroAndOneOnly() {
        KeySink sink = new KeySink();
        NormalizedKeys.putBytes(sink, new byte[] {0, 1, 2, -1});
        assertThat(sink.toByteArray()).containsExactly(1, 1, 1, 2, 2, 0xFF, 0);
        sink.clear();
        NormalizedKeys.putString(sink, "\0\1\2");
        assertThat(sink.toByteArray()).containsExactly(1, 1, 1, 2, 2, 0);
    }

    @Property
    void invertsOnlyFromTheGivenByteOn(@ForAll @Size(max = 20) byte[] bytes) {
        KeySink sink = new KeySink();
        sink.putBytes(bytes, 0, bytes.length);
        int from = bytes.length / 2;

        sink.invert(from);

        byte[] expected = bytes.clone();
        for (int i = from; i < bytes.length; i++) {
            expected[i] = (byte) (0xFF - (expected[i] & 0xFF));
        }
        assertThat(sink.toByteArray()).isEqualTo(expected);
    }

    @Test
    void refusesAKeyThatIsLongerThanAllowed() {
        KeySink sink = new KeySink(0, 10);
        NormalizedKeys.putString(sink, "123456789");
        assertThat(sink.length()).isEqualTo(10);

        assertThatExceptionOfType(KeyTooLongException.class)
                .isThrownBy(() -> sink.putByte(0))
                .satisfies(e -> assertThat(e.maxBytes()).isEqualTo(10))
                .withMessage("keyBytes=11 (expected at most 10)");
        sink.clear();
        assertThatExceptionOfType(KeyTooLongException.class)
                .isThrownBy(() -> NormalizedKeys.putString(sink, "12345678901"));
        sink.clear();
        assertThatExceptionOfType(KeyTooLongException.class)
                .isThrownBy(() -> NormalizedKeys.putBytes(sink, new byte[6]));
        sink.clear();
        NormalizedKeys.putBytes(sink, new byte[4]);
        assertThat(sink.toByteArray()).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 0);
    }

    @Test
    void keepsWhatItHoldsWhenItGrows() {
        KeySink sink = new KeySink(0, 1 << 20);
        byte[] expected = new byte[100_000];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) (i * 31);
            sink.putByte(expected[i]);
        }
        assertThat(sink.toByteArray()).isEqualTo(expected);
        sink.truncate(7);
        assertThat(sink.toByteArray()).isEqualTo(Arrays.copyOf(expected, 7));
        sink.clear();
        assertThat(sink.length()).isZero();
    }

    @Test
    void refusesImpossibleArguments() {
        KeySink sink = new KeySink();
        assertThatIllegalArgumentException().isThrownBy(() -> sink.truncate(1));
        assertThatIllegalArgumentException().isThrownBy(() -> sink.putLowBytes(0, 9));
        assertThatIllegalArgumentException().isThrownBy(() -> sink.putBytes(0L, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeySink(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeySink(0, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> sink.putBytes(new byte[3], 2, 2));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> sink.invert(1));
    }

    @Test
    void writesKeysWithoutGarbage() {
        SortKey<Row> key =
                SortKey.ofLong(Row::id)
                        .descending()
                        .then(SortKey.ofString(Row::name).nullsLast().descending())
                        .then(SortKey.ofDouble(Row::price))
                        .then(SortKey.ofBoolean(Row::open));
        Row row = new Row(42, "a name with some \0 odd chars é 😀", 1.25, true);
        KeySink sink = new KeySink();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        writeKeys(key, row, sink, 10_000); // compiled, loaded and grown before it is measured

        long allocated = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5 && allocated > 0; attempt++) {
            long before = threads.getThreadAllocatedBytes(thread);
            writeKeys(key, row, sink, 100_000);
            // The least of several attempts: the compiler may still be at work in the first.
            allocated = Math.min(allocated, threads.getThreadAllocatedBytes(thread) - before);
        }

        assertThat(allocated).as("bytes allocated for 100000 keys").isLessThan(10_000);
    }

    private static void writeKeys(SortKey<Row> key, Row row, KeySink sink, int count) {
        for (int i = 0; i < count; i++) {
            sink.clear();
            key.put(row, sink);
        }
    }
}
