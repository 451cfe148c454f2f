package io.plimsoll.serde.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;

/** What must hold between the keys of two records: the package's invariants K1 to K3. */
final class KeyOrder {

    private KeyOrder() {}

    static <T> byte[] keyOf(NormalizedKey<T> key, T record) {
        KeySink sink = new KeySink();
        sink.putByte(42); // a key must not care for what stands before it
        key.put(record, sink);
        return Arrays.copyOfRange(sink.array(), 1, sink.length());
    }

    static <T> void assertSameOrder(
            SortKey<T> key, Comparator<? super T> expected, T left, T right) {
        check(key, expected, left, right);
        check(key.descending(), expected.reversed(), left, right);
    }

    /** As above for an order that has its own idea of descending, such as one with nulls. */
    static <T> void check(SortKey<T> key, Comparator<? super T> expected, T left, T right) {
        int order = Integer.signum(expected.compare(left, right));
        byte[] a = keyOf(key, left);
        byte[] b = keyOf(key, right);
        assertThat(Integer.signum(Arrays.compareUnsigned(a, b)))
                .as("%s %s, %s %s", left, hex(a), right, hex(b))
                .isEqualTo(order);
        assertThat(Integer.signum(key.comparator().compare(left, right))).isEqualTo(order);
        if (order != 0) {
            assertThat(Arrays.mismatch(a, b))
                    .as("no key is a prefix of the other: %s, %s", hex(a), hex(b))
                    .isLessThan(Math.min(a.length, b.length));
        } else {
            assertThat(a).isEqualTo(b);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
