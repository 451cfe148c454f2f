package io.plimsoll.serde.key;

import static io.plimsoll.serde.key.KeyOrder.assertSameOrder;
import static java.util.Comparator.naturalOrder;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * Each encoding against the order of its type, on random values and on all pairs of extreme ones.
 */
class NormalizedKeyOrderTest {

    private static final Comparator<String> BY_CODE_POINTS =
            (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

    @Property
    void longs(@ForAll long a, @ForAll long b) {
        assertSameOrder(SortKey.natural(Long.class), naturalOrder(), a, b);
        assertSameOrder(SortKey.<Long>ofLong(v -> v), naturalOrder(), a, b);
    }

    @Property
    void ints(@ForAll int a, @ForAll int b) {
        assertSameOrder(SortKey.natural(Integer.class), naturalOrder(), a, b);
        assertSameOrder(SortKey.<Integer>ofInt(v -> v), naturalOrder(), a, b);
    }

    @Property
    void shorts(@ForAll short a, @ForAll short b) {
        assertSameOrder(SortKey.natural(Short.class), naturalOrder(), a, b);
        assertSameOrder(SortKey.<Short>ofShort(v -> v), naturalOrder(), a, b);
    }

    @Property
    void bytes(@ForAll byte a, @ForAll byte b) {
        assertSameOrder(SortKey.natural(Byte.class), naturalOrder(), a, b);
        assertSameOrder(SortKey.<Byte>ofByte(v -> v), naturalOrder(), a, b);
    }

    @Property
    void chars(@ForAll char a, @ForAll char b) {
        assertSameOrder(SortKey.natural(Character.class), naturalOrder(), a, b);
        assertSameOrder(SortKey.<Character>ofChar(v -> v), naturalOrder(), a, b);
    }

    @Property
    void booleans(@ForAll boolean a, @ForAll boolean b) {
        assertSameOrder(SortKey.natural(Boolean.class), naturalOrder(), a, b);
        assertSameOrder(SortKey.<Boolean>ofBoolean(v -> v), naturalOrder(), a, b);
    }

    @Property
    void doublesOfAnyBits(@ForAll long a, @ForAll long b) {
        checkDoubles(Double.longBitsToDouble(a), Double.longBitsToDouble(b));
    }

    @Property
    void floatsOfAnyBits(@ForAll int a, @ForAll int b) {
        checkFloats(Float.intBitsToFloat(a), Float.intBitsToFloat(b));
    }

    @Test
    void extremeDoublesAndFloats() {
        List<Double> values =
                List.of(
                        Double.NEGATIVE_INFINITY,
                        -Double.MAX_VALUE,
                        -1.0,
                        -Double.MIN_NORMAL,
                        -Double.MIN_VALUE,
                        -0.0,
                        0.0,
                        Double.MIN_VALUE,
                        Double.MIN_NORMAL,
                        1.0,
                        Math.nextUp(1.0),
                        Double.MAX_VALUE,
                        Double.POSITIVE_INFINITY,
                        Double.NaN,
                        Double.longBitsToDouble(0xFFF8_0000_0000_0001L));
        for (double a : values) {
            for (double b : values) {
                checkDoubles(a, b);
                checkFloats((float) a, (float) b);
            }
        }
    }

    private static void checkDoubles(double a, double b) {
        Comparator<Double> naive = NormalizedKeyOrderTest::compareNumbers;
        assertSameOrder(SortKey.natural(Double.class), naive, a, b);
        assertSameOrder(SortKey.<Double>ofDouble(v -> v), naive, a, b);
    }

    private static void checkFloats(float a, float b) {
        Comparator<Float> naive = NormalizedKeyOrderTest::compareNumbers;
        assertSameOrder(SortKey.natural(Float.class), naive, a, b);
        assertSameOrder(SortKey.<Float>ofFloat(v -> v), naive, a, b);
    }

    private static int compareNumbers(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
        }
        return a < b ? -1 : a > b ? 1 : 0;
    }

    @Property
    void strings(@ForAll("texts") String a, @ForAll("texts") String b) {
        assertSameOrder(SortKey.natural(String.class), BY_CODE_POINTS, a, b);
        assertSameOrder(SortKey.<String>ofString(v -> v), BY_CODE_POINTS, a, b);
    }

    @Property
    void stringsAndTheirExtensions(@ForAll("texts") String a, @ForAll("texts") String more) {
        assertSameOrder(SortKey.natural(String.class), BY_CODE_POINTS, a, a + more);
    }

    /** A chunk of the encoder must neither cut a pair of surrogates nor forget what follows it. */
    @Test
    void longStringsWhoseEncodingIsDoneInChunks() {
        for (int length = 1020; length <= 1028; length++) {
            String a = "x".repeat(length) + "😀" + "y".repeat(2000);
            String b = "x".repeat(length) + "\uFFFF" + "y".repeat(2000);
            assertSameOrder(SortKey.natural(String.class), BY_CODE_POINTS, a, b);
            assertSameOrder(SortKey.natural(String.class), BY_CODE_POINTS, a, a + "z");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> odd =
                Arbitraries.of(
                        '\0', '\u0001', '\u0002', 'a', '\u007F', '\u0080', '\u07FF', '\u0800',
                        '\uD7FF', '\uD800', '\uD83D', '\uDBFF', '\uDC00', '\uDE00', '\uDFFF',
                        '\uE000', '\uFFFF');
        return Arbitraries.oneOf(
                odd.list().ofMaxSize(4).map(NormalizedKeyOrderTest::join),
                odd.list().ofMaxSize(40).map(NormalizedKeyOrderTest::join),
                Arbitraries.strings().all().ofMaxLength(20));
    }

    private static String join(List<Character> chars) {
        StringBuilder text = new StringBuilder();
        chars.forEach(text::append);
        return text.toString();
    }

    @Property
    void byteStrings(@ForAll("byteStrings") byte[] a, @ForAll("byteStrings") byte[] b) {
        assertSameOrder(SortKey.natural(byte[].class), Arrays::compareUnsigned, a, b);
    }

    @Property
    void byteStringsAndTheirExtensions(
            @ForAll("byteStrings") byte[] a, @ForAll("byteStrings") byte[] more) {
        byte[] b = Arrays.copyOf(a, a.length + more.length);
        System.arraycopy(more, 0, b, a.length, more.length);
        assertSameOrder(SortKey.natural(byte[].class), Arrays::compareUnsigned, a, b);
    }

    @Provide
    Arbitrary<byte[]> byteStrings() {
        Arbitrary<Byte> odd =
                Arbitraries.of(List.of((byte) 0, (byte) 1, (byte) 2, (byte) 0x7F, (byte) 0xFF));
        return Arbitraries.oneOf(
                odd.array(byte[].class).ofMaxSize(3),
                odd.array(byte[].class).ofMaxSize(40),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40));
    }

    @Property
    void bigIntegers(@ForAll("bigIntegers") BigInteger a, @ForAll("bigIntegers") BigInteger b) {
        assertSameOrder(SortKey.natural(BigInteger.class), naturalOrder(), a, b);
    }

    @Provide
    Arbitrary<BigInteger> bigIntegers() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(BigInteger::valueOf),
                Arbitraries.bytes()
                        .array(byte[].class)
                        .ofMinSize(1)
                        .ofMaxSize(40)
                        .map(BigInteger::new),
                // around powers of 256, where the length changes, up to lengths of two bytes
                Arbitraries.integers()
                        .between(0, 2100)
                        .map(bits -> BigInteger.ONE.shiftLeft(bits))
                        .flatMap(p ->
                                Arbitraries.of(
                                        p,
                                        p.negate(),
                                        p.subtract(BigInteger.ONE),
                                        p.negate().subtract(BigInteger.ONE))));
    }

    @Test
    void bigIntegersWhoseLengthTakesOneToThreeBytes() {
        List<BigInteger> ascending =
                List.of(118, 119, 120, 121, 255, 256, 257, 65535, 65536, 70000).stream()
                        .map(bytes -> BigInteger.ONE.shiftLeft(bytes * 8 - 2))
                        .toList();
        for (BigInteger a : ascending) {
            for (BigInteger b : ascending) {
                assertSameOrder(SortKey.natural(BigInteger.class), naturalOrder(), a, b);
                assertSameOrder(
                        SortKey.natural(BigInteger.class), naturalOrder(), a.negate(), b.negate());
                assertSameOrder(SortKey.natural(BigInteger.class), naturalOrder(), a, b.negate());
            }
        }
    }

    @Property
    void bigDecimals(@ForAll("bigDecimals") BigDecimal a, @ForAll("bigDecimals") BigDecimal b) {
        assertSameOrder(SortKey.natural(BigDecimal.class), naturalOrder(), a, b);
    }

    @Property
    void bigDecimalsThatAreEqualOrNearlySo(
            @ForAll("bigDecimals") BigDecimal a, @ForAll byte difference) {
        BigDecimal rescaled = a.setScale(a.scale() + 3, RoundingMode.UNNECESSARY);
        assertSameOrder(SortKey.natural(BigDecimal.class), naturalOrder(), a, rescaled);
        BigDecimal near =
                new BigDecimal(
                        rescaled.unscaledValue().add(BigInteger.valueOf(difference)),
                        rescaled.scale());
        assertSameOrder(SortKey.natural(BigDecimal.class), naturalOrder(), a, near);
    }

    @Provide
    Arbitrary<BigDecimal> bigDecimals() {
        Arbitrary<BigInteger> unscaled =
                Arbitraries.oneOf(
                        Arbitraries.longs().between(-1000, 1000).map(BigInteger::valueOf),
                        Arbitraries.longs().map(BigInteger::valueOf),
                        bigIntegers());
        return unscaled.flatMap(value ->
                Arbitraries.integers().between(-40, 40).map(scale -> new BigDecimal(value, scale)));
    }

    @Test
    void bigDecimalsAtTheEndsOfTheirRange() {
        List<BigDecimal> values =
                List.of(
                        new BigDecimal("1E+2147483647"),
                        new BigDecimal("9.99E+2147483645"),
                        new BigDecimal("1E+100"),
                        BigDecimal.TEN,
                        new BigDecimal("10.000"),
                        BigDecimal.ONE,
                        new BigDecimal("0.1"),
                        new BigDecimal("1E-2147483647"),
                        BigDecimal.ZERO,
                        new BigDecimal("0E-30"),
                        new BigDecimal("0E+30"),
                        new BigDecimal("-1E-2147483647"),
                        new BigDecimal("-1E+2147483647"));
        for (BigDecimal a : values) {
            for (BigDecimal b : values) {
                assertSameOrder(SortKey.natural(BigDecimal.class), naturalOrder(), a, b);
            }
        }
    }

    @Property
    void dates(@ForAll("epochDays") long a, @ForAll("epochDays") long b) {
        Comparator<LocalDate> naive = LocalDate::compareTo;
        LocalDate left = LocalDate.ofEpochDay(a);
        LocalDate right = LocalDate.ofEpochDay(b);
        assertSameOrder(SortKey.natural(LocalDate.class), naive, left, right);
        LocalTime noon = LocalTime.NOON;
        assertSameOrder(
                SortKey.natural(LocalDateTime.class),
                LocalDateTime::compareTo,
                left.atTime(noon),
                right.atTime(noon.plusNanos(a - b)));
    }

    @Provide
    Arbitrary<Long> epochDays() {
        return Arbitraries.longs().between(LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay());
    }

    @Property
    void times(@ForAll("nanosOfDay") long a, @ForAll("nanosOfDay") long b) {
        assertSameOrder(
                SortKey.natural(LocalTime.class),
                naturalOrder(),
                LocalTime.ofNanoOfDay(a),
                LocalTime.ofNanoOfDay(b));
    }

    @Provide
    Arbitrary<Long> nanosOfDay() {
        return Arbitraries.longs().between(0, TimeUnit.DAYS.toNanos(1) - 1);
    }

    @Property
    void instants(@ForAll("instants") Instant a, @ForAll("instants") Instant b) {
        assertSameOrder(SortKey.natural(Instant.class), naturalOrder(), a, b);
        assertSameOrder(
                SortKey.natural(Instant.class),
                naturalOrder(),
                a,
                Instant.ofEpochSecond(a.getEpochSecond(), b.getNano()));
    }

    @Provide
    Arbitrary<Instant> instants() {
        Arbitrary<Long> seconds =
                Arbitraries.longs()
                        .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond());
        Arbitrary<Integer> nanos = Arbitraries.integers().between(0, 999_999_999);
        return seconds.flatMap(s -> nanos.map(n -> Instant.ofEpochSecond(s, n)));
    }

    @Property
    void durations(@ForAll long a, @ForAll long b, @ForAll("instants") Instant nanos) {
        Duration left = Duration.ofSeconds(a);
        assertSameOrder(
                SortKey.natural(Duration.class), naturalOrder(), left, Duration.ofSeconds(b));
        Duration right = a == Long.MAX_VALUE ? left : left.plusNanos(nanos.getNano());
        assertSameOrder(SortKey.natural(Duration.class), naturalOrder(), left, right);
    }

    @Property
    void enums(@ForAll TimeUnit a, @ForAll TimeUnit b) {
        assertSameOrder(SortKey.natural(TimeUnit.class), naturalOrder(), a, b);
        assertSameOrder(SortKey.<TimeUnit, TimeUnit>ofEnum(v -> v), naturalOrder(), a, b);
    }
}
