package io.plimsoll.index.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class OrderedLongTest {

    @Property
    void bytesAreOrderedAsTheNumbersAreAndReadBack(
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long a,
            @ForAll @LongRange(min = 0, max = Long.MAX_VALUE) long b) {
        byte[] first = encode(a);
        byte[] second = encode(b);
        assertThat(Integer.signum(Arrays.compareUnsigned(first, second)))
                .isEqualTo(Long.compare(a, b));
        assertThat(OrderedLong.get(first, 0)).isEqualTo(a);
        assertThat(OrderedLong.sizeBytes(first, 0)).isEqualTo(first.length);
    }

    private static byte[] encode(long value) {
        byte[] bytes = new byte[OrderedLong.MAX_BYTES];
        int length = OrderedLong.put(value, bytes, 0);
        return Arrays.copyOf(bytes, length);
    }
}
