package io.plimsoll.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records: all kinds of components, null, nested, generic, many, none. */
class RecordSerializerTest {

    record Primitives(boolean a, byte b, short c, char d, int e, long f, float g, double h) {}

    record Money(BigDecimal amount, @Nullable String currency) {}

    record Pair<A, B>(A first, B second) {}

    record Order(
            long id,
            @Nullable Money price,
            @Nullable TimeUnit unit,
            Pair<String, @Nullable Pair<Integer, Instant>> pair,
            @Nullable Map<String, List<Money>> parts,
            int count) {}

    record Many<T>(T[] array, List<? extends T> list) {}

    record Empty() {}

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("value=" + value + " (expected above 0)");
            }
        }
    }

    // Made once: to put method handles together takes milliseconds.
    private static final TypeSerializer<Primitives> PRIMITIVES =
            TypeSerializers.ofRecord(Primitives.class);
    private static final TypeSerializer<Order> ORDERS = TypeSerializers.of(Order.class);

    record Unsupported(long time, Thread thread) {}

    @Property
    void primitives(
            @ForAll("primitives") Primitives record, @ForAll @IntRange(max = 40) int pageSize)
            throws IOException {
        assertThat(PRIMITIVES.getLength()).isEqualTo(30);
        RoundTrip.check(PRIMITIVES, List.of(record, record), pageSize);
    }

    @Provide
    Arbitrary<Primitives> primitives() {
        return Arbitraries.longs()
                .map(v ->
                        new Primitives(
                                v > 0,
                                (byte) (long) v,
                                (short) (v >> 8),
                                (char) (v >> 16),
                                (int) (v >> 24),
                                v,
                                Float.intBitsToFloat((int) (v >> 32)),
                                Double.longBitsToDouble(v * 31)));
    }

    @Property
    void nestedNullableAndGenericComponents(
            @ForAll("orders") Order order, @ForAll @IntRange(max = 40) int pageSize)
            throws IOException {
        RoundTrip.check(ORDERS, List.of(order, order), pageSize);
    }

    @Provide
    Arbitrary<Order> orders() {
        Arbitrary<Money> money =
                Combinators.combine(
                                Arbitraries.bigDecimals(),
                                Arbitraries.strings().ofLength(3).injectNull(0.3))
                        .as(Money::new);
        Arbitrary<@Nullable Pair<Integer, Instant>> inner =
                Arbitraries.integers()
                        .map(i -> new Pair<>(i, Instant.ofEpochSecond(i)))
                        .injectNull(0.3);
        return Combinators.combine(
                        Arbitraries.longs(),
                        money.injectNull(0.3),
                        Arbitraries.of(TimeUnit.class).injectNull(0.3),
                        Combinators.combine(Arbitraries.strings().ofMaxLength(9), inner)
                                .as((a, b) ->
                                        new Pair<String, @Nullable Pair<Integer, Instant>>(a, b)),
                        Arbitraries.maps(
                                        Arbitraries.strings().ofMaxLength(4),
                                        money.injectNull(0.1).list().ofMaxSize(3))
                                .ofMaxSize(3)
                                .injectNull(0.2),
                        Arbitraries.integers())
                .as(Order::new);
    }

    @Test
    void genericRecordsByReference() throws IOException {
        TypeSerializer<Pair<String, List<Long>>> serializer =
                TypeSerializers.of(new TypeReference<Pair<String, List<Long>>>() {});
        RoundTrip.check(serializer, List.of(new Pair<>("a", List.of(1L, 2L))), 5);
    }

    @Test
    void arraysAndWildcardsOfTypeVariables() throws IOException {
        TypeSerializer<Many<String>> serializer =
                TypeSerializers.of(new TypeReference<Many<String>>() {});
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(new Many<>(new String[] {"a", null}, List.of("b")), out);
        Many<String> read =
                serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        // What T[] was is erased: the array that comes back is one of Object.
        assertThat((Object[]) (Object) read.array()).containsExactly("a", null);
        assertThat(read.list()).isEqualTo(List.of("b"));
    }

    @Test
    void aRecordWithoutComponentsTakesAByte() throws IOException {
        RoundTrip.check(TypeSerializers.of(Empty.class), List.of(new Empty(), new Empty()), 1);
    }

    /**
     * A program on the class path: its records lie in a module without a name, and need not be
     * public.
     */
    @Test
    void seesRecordsOfTheClassPath() throws Exception {
        Class<?> foreign = new ClassPath().define(LonelyRecord.class);
        assertThat(foreign.getModule().isNamed()).isFalse();
        roundTripDefault(foreign);
    }

    private static <T> void roundTripDefault(Class<T> type) throws IOException {
        TypeSerializer<T> serializer = TypeSerializers.of(type);
        byte[] nothing = {0b11};
        T read = serializer.deserialize(new DataInputDeserializer(nothing));
        assertThat(read).isInstanceOf(type).hasToString("LonelyRecord[amount=null, currency=null]");
        DataOutputSerializer out = new DataOutputSerializer(1);
        serializer.serialize(read, out);
        assertThat(out.getCopyOfBuffer()).isEqualTo(nothing);
    }

    /** Defines classes a second time, outside of this module. */
    private static final class ClassPath extends ClassLoader {

        ClassPath() {
            super(RecordSerializerTest.class.getClassLoader());
        }

        Class<?> define(Class<?> type) throws IOException {
            String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
            try (InputStream in = type.getResourceAsStream(file)) {
                byte[] code = in.readAllBytes();
                return defineClass(type.getName(), code, 0, code.length);
            }
        }
    }

    @Test
    void nullBitsLieBeforeTheComponents() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        TypeSerializers.of(Money.class).serialize(new Money(new BigDecimal("-1"), null), out);
        assertThat(out.getCopyOfBuffer()).containsExactly(0b10, 0, 0, 0, 0, 1, 0xFF);
    }

    @Test
    void refusesBitsOfComponentsThatAreNotThere() {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read(Money.class, 0b100))
                .withMessageContaining("nulls=100 (expected at most 11)")
                .satisfies(e -> assertThat(e.position()).isEqualTo(1));
    }

    @Test
    void reportsComponentsThatTheRecordRefuses() {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read(Positive.class, 0, 0, 0, 0))
                .withMessageContaining("Positive")
                .withMessageContaining("value=0 (expected above 0)")
                .withCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhereTheUnsupportedTypeIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeSerializers.of(Unsupported.class))
                .withMessageContaining("type=java.lang.Thread")
                .withMessageContaining("Unsupported.thread");
    }

    @Test
    void usesTheLookupOfTheCaller() throws IOException {
        RoundTrip.check(
                TypeSerializers.ofRecord(Money.class, MethodHandles.lookup()),
                List.of(new Money(BigDecimal.TEN, "EUR")),
                2);
    }

    @Test
    void equalsASerializerOfTheSameRecord() {
        assertThat(TypeSerializers.of(Order.class))
                .isEqualTo(TypeSerializers.of(Order.class))
                .hasSameHashCodeAs(TypeSerializers.of(Order.class))
                .isNotEqualTo(TypeSerializers.of(Money.class));
    }

    private static <T> T read(Class<T> type, int... bytes) throws IOException {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return TypeSerializers.of(type).deserialize(new DataInputDeserializer(array));
    }
}
