package io.plimsoll.serde;

import io.plimsoll.serde.type.TypeSerializer;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Records of more objects than a varint has bits to note the absence of. */
class WideRecordTest {

    record Wide(
            Integer c0,
            Integer c1,
            Integer c2,
            Integer c3,
            Integer c4,
            Integer c5,
            Integer c6,
            Integer c7,
            Integer c8,
            Integer c9,
            Integer c10,
            Integer c11,
            Integer c12,
            Integer c13,
            Integer c14,
            Integer c15,
            Integer c16,
            Integer c17,
            Integer c18,
            Integer c19,
            Integer c20,
            Integer c21,
            Integer c22,
            Integer c23,
            Integer c24,
            Integer c25,
            Integer c26,
            Integer c27,
            Integer c28,
            Integer c29,
            Integer c30,
            Integer c31,
            Integer c32,
            Integer c33,
            Integer c34,
            Integer c35,
            Integer c36,
            Integer c37,
            Integer c38,
            Integer c39,
            Integer c40,
            Integer c41,
            Integer c42,
            Integer c43,
            Integer c44,
            Integer c45,
            Integer c46,
            Integer c47,
            Integer c48,
            Integer c49,
            Integer c50,
            Integer c51,
            Integer c52,
            Integer c53,
            Integer c54,
            Integer c55,
            Integer c56,
            Integer c57,
            Integer c58,
            Integer c59,
            Integer c60,
            Integer c61,
            Integer c62,
            Integer c63,
            Integer c64,
            Integer c65) {}

    private static final TypeSerializer<Wide> WIDE = TypeSerializers.of(Wide.class);

    @Property(tries = 200)
    void recordsOfMoreObjectsThanThereAreNullBits(
            @ForAll("integers") Integer[] a, @ForAll @IntRange(max = 40) int pageSize)
            throws IOException {
        RoundTrip.check(WIDE, List.of(of(a)), pageSize);
    }

    /** A record of 66 components. */
    static Wide of(Integer[] a) {
        return new Wide(
                a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12],
                a[13], a[14], a[15], a[16], a[17], a[18], a[19], a[20], a[21], a[22], a[23], a[24],
                a[25], a[26], a[27], a[28], a[29], a[30], a[31], a[32], a[33], a[34], a[35], a[36],
                a[37], a[38], a[39], a[40], a[41], a[42], a[43], a[44], a[45], a[46], a[47], a[48],
                a[49], a[50], a[51], a[52], a[53], a[54], a[55], a[56], a[57], a[58], a[59], a[60],
                a[61], a[62], a[63], a[64], a[65]);
    }

    @Provide
    Arbitrary<Integer[]> integers() {
        return Arbitraries.integers().injectNull(0.4).array(Integer[].class).ofSize(66);
    }
}
