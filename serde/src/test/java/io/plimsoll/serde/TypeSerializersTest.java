package io.plimsoll.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.serde.type.TypeSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Every serializer gives back what it was given, wherever pages end. */
class TypeSerializersTest {

    @Property(tries = 300)
    void integers(@ForAll @Size(max = 5) List<Long> longs, @ForAll @IntRange(max = 40) int pageSize)
            throws IOException {
        RoundTrip.check(TypeSerializers.ofLong(), longs, pageSize);
        RoundTrip.check(
                TypeSerializers.ofInt(), longs.stream().map(Long::intValue).toList(), pageSize);
        RoundTrip.check(
                TypeSerializers.of(Short.class),
                longs.stream().map(Long::shortValue).toList(),
                pageSize);
        RoundTrip.check(
                TypeSerializers.of(byte.class),
                longs.stream().map(Long::byteValue).toList(),
                pageSize);
        RoundTrip.check(
                TypeSerializers.of(Character.class),
                longs.stream().map(v -> (char) v.longValue()).toList(),
                pageSize);
        RoundTrip.check(
                TypeSerializers.of(Boolean.class),
                longs.stream().map(v -> v > 0).toList(),
                pageSize);
    }

    @Property(tries = 300)
    void floatingPointNumbersOfAnyBits(
            @ForAll @Size(max = 5) List<Long> bits, @ForAll @IntRange(max = 40) int pageSize)
            throws IOException {
        RoundTrip.check(
                TypeSerializers.ofDouble(),
                bits.stream().map(Double::longBitsToDouble).toList(),
                pageSize);
        RoundTrip.check(
                TypeSerializers.of(Float.class),
                bits.stream().map(v -> Float.intBitsToFloat(v.intValue())).toList(),
                pageSize);
    }

    @Property(tries = 500)
    void texts(
            @ForAll("texts") @Size(max = 5) List<String> texts,
            @ForAll @IntRange(max = 40) int pageSize)
            throws IOException {
        RoundTrip.check(TypeSerializers.ofString(), texts, pageSize);
        RoundTrip.check(TypeSerializers.nullable(TypeSerializers.ofString()), texts, pageSize);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> odd =
                Arbitraries.of(
                                '\0', 'a', '\u007F', '\u0080', '\u07FF', '\u0800', '\uD800',
                                '\uDBFF', '\uDC00', '\uDFFF', '\uE000', '\uFFFF')
                        .list()
                        .ofMaxSize(60)
                        .map(c -> c.stream().map(String::valueOf).collect(Collectors.joining()));
        return Arbitraries.oneOf(odd, Arbitraries.strings().all().ofMaxLength(300)).list();
    }

    @Test
    void textsLongerThanAPageAndThanWhatIsReadOnTrust() throws IOException {
        for (int length : new int[] {42, 43, 127, 128, 255, 256, 257, 16_383, 16_384, 200_000}) {
            RoundTrip.check(
                    TypeSerializers.ofString(),
                    List.of("x".repeat(length), "é".repeat(length), "a" + "😀".repeat(length)),
                    1000);
        }
    }

    @Property(tries = 300)
    void bigNumbers(
            @ForAll @Size(max = 3) List<BigInteger> integers,
            @ForAll int scale,
            @ForAll @IntRange(max = 40) int pageSize)
            throws IOException {
        RoundTrip.check(TypeSerializers.of(BigInteger.class), integers, pageSize);
        RoundTrip.check(
                TypeSerializers.of(BigDecimal.class),
                integers.stream().map(v -> new BigDecimal(v, scale)).toList(),
                pageSize);
    }

    @Property(tries = 300)
    void times(
            @ForAll LocalDateTime time,
            @ForAll Instant instant,
            @ForAll Duration duration,
            @ForAll long idBits,
            @ForAll TimeUnit unit,
            @ForAll @IntRange(max = 40) int pageSize)
            throws IOException {
        RoundTrip.check(TypeSerializers.of(LocalDateTime.class), List.of(time), pageSize);
        RoundTrip.check(TypeSerializers.of(LocalDate.class), List.of(time.toLocalDate()), pageSize);
        RoundTrip.check(TypeSerializers.of(LocalTime.class), List.of(time.toLocalTime()), pageSize);
        RoundTrip.check(TypeSerializers.of(Instant.class), List.of(instant), pageSize);
        RoundTrip.check(TypeSerializers.of(Duration.class), List.of(duration), pageSize);
        RoundTrip.check(
                TypeSerializers.of(UUID.class), List.of(new UUID(idBits, ~idBits)), pageSize);
        RoundTrip.check(TypeSerializers.ofEnum(TimeUnit.class), List.of(unit), pageSize);
    }

    @Test
    void extremeTimes() throws IOException {
        RoundTrip.check(
                TypeSerializers.of(Instant.class),
                List.of(Instant.MIN, Instant.EPOCH.minusNanos(1), Instant.EPOCH, Instant.MAX),
                3);
        RoundTrip.check(
                TypeSerializers.of(Duration.class),
                List.of(
                        Duration.ofSeconds(Long.MIN_VALUE),
                        Duration.ofNanos(-1),
                        Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)),
                3);
        RoundTrip.check(
                TypeSerializers.of(LocalDateTime.class),
                List.of(LocalDateTime.MIN, LocalDateTime.MAX),
                3);
    }

    @Property(tries = 300)
    void arraysOfPrimitives(
            @ForAll byte[] bytes,
            @ForAll short[] shorts,
            @ForAll char[] chars,
            @ForAll int[] ints,
            @ForAll long[] longs,
            @ForAll float[] floats,
            @ForAll double[] doubles,
            @ForAll boolean[] booleans,
            @ForAll @IntRange(max = 40) int pageSize)
            throws IOException {
        RoundTrip.check(TypeSerializers.ofBytes(), List.of(bytes), pageSize);
        RoundTrip.check(TypeSerializers.of(short[].class), List.of(shorts), pageSize);
        RoundTrip.check(TypeSerializers.of(char[].class), List.of(chars), pageSize);
        RoundTrip.check(TypeSerializers.of(int[].class), List.of(ints), pageSize);
        RoundTrip.check(TypeSerializers.of(long[].class), List.of(longs), pageSize);
        RoundTrip.check(TypeSerializers.of(float[].class), List.of(floats), pageSize);
        RoundTrip.check(TypeSerializers.of(double[].class), List.of(doubles), pageSize);
        RoundTrip.check(TypeSerializers.of(boolean[].class), List.of(booleans), pageSize);
    }

    @Test
    void arraysLongerThanWhatIsReadOnTrust() throws IOException {
        for (int length : new int[] {8191, 8192, 8193, 65_535, 65_536, 65_537, 300_000}) {
            byte[] bytes = new byte[length];
            int[] ints = new int[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) (i * 31);
                ints[i] = i * 31;
            }
            RoundTrip.check(TypeSerializers.ofBytes(), List.of(bytes), 4000);
            RoundTrip.check(TypeSerializers.of(int[].class), List.of(ints), 4000);
        }
    }

    @Property(tries = 300)
    void collectionsWithAndWithoutNulls(
            @ForAll("listsWithNulls") List<Integer> list, @ForAll @IntRange(max = 40) int pageSize)
            throws IOException {
        Map<String, Integer> map = new HashMap<>();
        for (Integer value : list) {
            map.put(value == null ? null : "k" + value, value == null || value < 0 ? null : value);
        }
        TypeSerializer<Integer> ints = TypeSerializers.ofInt();
        RoundTrip.check(TypeSerializers.ofList(ints), List.of(list, List.of()), pageSize);
        RoundTrip.check(
                TypeSerializers.ofSet(ints),
                List.of(new LinkedHashSet<>(list), Set.of()),
                pageSize);
        RoundTrip.check(
                TypeSerializers.ofMap(TypeSerializers.ofString(), ints),
                List.of(map, Map.of()),
                pageSize);
        RoundTrip.check(
                TypeSerializers.ofArray(Integer.class, ints),
                List.<Integer[]>of(list.toArray(Integer[]::new)),
                pageSize);
        RoundTrip.check(
                TypeSerializers.ofOptional(ints),
                list.stream().map(Optional::ofNullable).toList(),
                pageSize);
        RoundTrip.check(TypeSerializers.nullable(ints), list, pageSize);
    }

    @Provide
    Arbitrary<List<Integer>> listsWithNulls() {
        Arbitrary<Integer> plain = Arbitraries.integers();
        return Arbitraries.oneOf(plain.list(), plain.injectNull(0.2).list());
    }

    @Test
    void copiesCollectionsDeeply() {
        TypeSerializer<List<byte[]>> lists =
                TypeSerializers.of(new TypeReference<List<byte[]>>() {});
        byte[] element = {1, 2, 3};
        List<byte[]> copy = lists.copy(List.of(element));
        element[0] = 9;
        assertThat(copy.getFirst()).containsExactly(1, 2, 3);
    }

    @Property(tries = 200)
    void typesMadeOfTypes(
            @ForAll("nested") Map<String, List<Optional<Long>>> value,
            @ForAll @IntRange(max = 40) int pageSize)
            throws IOException {
        RoundTrip.check(
                TypeSerializers.of(new TypeReference<Map<String, List<Optional<Long>>>>() {}),
                List.of(value),
                pageSize);
    }

    @Provide
    Arbitrary<Map<String, List<Optional<Long>>>> nested() {
        return Arbitraries.maps(
                        Arbitraries.strings().ofMaxLength(5),
                        Arbitraries.longs().optional().list().ofMaxSize(3))
                .ofMaxSize(4);
    }

    @Test
    void namesWhatItCannotSerialize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeSerializers.of(Object.class))
                .withMessageContaining("type=java.lang.Object")
                .withMessageContaining("expected");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeSerializers.of(new TypeReference<Map<String, Thread>>() {}))
                .withMessageContaining("type=java.lang.Thread");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeSerializers.of(List.class))
                .withMessageContaining("type arguments");
    }
}
