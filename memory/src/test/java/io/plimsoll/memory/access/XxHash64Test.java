package io.plimsoll.memory.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.region.Region;
import io.plimsoll.memory.region.RegionSource;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the reference vectors of the xxHash project. */
class XxHash64Test {

    private static final long PRIME32 = 0x9E3779B1L;
    private static final long PRIME64 = 0x9E3779B185EBCA8DL;

    /** The input of xxHash's own sanity check. */
    private static byte[] sanityInput() {
        byte[] input = new byte[2243];
        long generator = PRIME32;
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) (generator >>> 56);
            generator *= PRIME64;
        }
        return input;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, EF46DB3751D8E999", "0, 1, AC75FDA2929B17EF", "1, 0, E934A84ADB052768",
        "1, 1, 5014607643A9B4C3", "4, 0, 9136A0DCA57457EE", "14, 0, 8282DCC4994E35C8",
        "14, 1, C3BD6BF63DEB6DF0", "222, 0, B641AE8CB691C174", "222, 1, 20CB8AB7AE10C14A"
    })
    void shouldAgreeWithTheSanityCheckOfXxHash(int length, int seeded, String expected) {
        byte[] input = sanityInput();
        long seed = seeded * PRIME32;
        assertThat(hash(input, 0, length, seed)).isEqualTo(Long.parseUnsignedLong(expected, 16));
    }

    @ParameterizedTest
    @CsvSource({
        "'', EF46DB3751D8E999",
        "a, D24EC4F1A98C6E5B",
        "abc, 44BC2CF5AD770999",
        "'Nobody inspects the spammish repetition', FBCEA83C8A378BF1"
    })
    void shouldAgreeWithKnownHashesOfText(String text, String expected) {
        byte[] input = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(hash(input, 0, input.length, 0)).isEqualTo(Long.parseUnsignedLong(expected, 16));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "3", "7"})
    void shouldNotDependOnWhereTheBytesLie(int offset) {
        byte[] input = sanityInput();
        for (int length = 0; length < 200; length++) {
            byte[] moved = new byte[length + offset];
            System.arraycopy(input, 0, moved, offset, length);
            assertThat(hash(moved, offset, length, 42)).isEqualTo(hash(input, 0, length, 42));
        }
    }

    /** The hash of a range, the same from an array and at an address. */
    private static long hash(byte[] input, int offset, int length, long seed) {
        RegionSource source = RegionSource.forThisPlatform(false);
        Region region = source.reserve(4096);
        source.commit(region);
        RawMemory.copyFromArray(input, offset, region.address() + 1, length);
        long hash = XxHash64.hash(input, offset, length, seed);
        assertThat(XxHash64.hash(region.address() + 1, length, seed)).isEqualTo(hash);
        source.release(region);
        return hash;
    }
}
