package io.plimsoll.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.serde.fallback.JavaObjectCodec;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.IncompatibleSchemaException;
import io.plimsoll.serde.type.SchemaCompatibility;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.type.TypeSerializerSnapshot;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputSerializer;
import io.plimsoll.serde.view.DataOutputView;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Data that was written by a type as it was, read as the type is. */
class SnapshotTest {

    enum ColorThen {
        RED,
        GREEN
    }

    enum ColorNow {
        BLUE,
        GREEN,
        RED
    }

    enum ColorMore {
        RED,
        GREEN,
        BLUE
    }

    record InnerThen(int a, String gone, float b) {}

    record InnerNow(@Nullable String added, double b, long a) {}

    record Then(
            long id,
            List<@Nullable InnerThen> list,
            @Nullable String removed,
            Map<ColorThen, int[]> map,
            short small,
            @Nullable Integer box,
            Optional<InnerThen> maybe) {}

    record Now(
            Optional<String> fresh,
            BigInteger small,
            Map<ColorNow, long[]> map,
            int added,
            List<@Nullable InnerNow> list,
            @Nullable Long box,
            Optional<InnerNow> maybe,
            long id) {}

    private static final InnerThen THEN = new InnerThen(5, "gone", 0.5f);
    private static final InnerNow NOW = new InnerNow(null, 0.5, 5);

    @Test
    void fieldsAddedRemovedMovedAndWidenedAtAnyDepth() throws IOException {
        Then then =
                new Then(
                        1,
                        Arrays.asList(THEN, null),
                        "x",
                        Map.of(ColorThen.GREEN, new int[] {1, -2}),
                        (short) -3,
                        null,
                        Optional.of(THEN));
        Now now = read(Then.class, then, Now.class);
        assertThat(now.map().get(ColorNow.GREEN)).containsExactly(1, -2);
        assertThat(now)
                .usingRecursiveComparison()
                .ignoringFields("map")
                .isEqualTo(
                        new Now(
                                Optional.empty(),
                                BigInteger.valueOf(-3),
                                Map.of(),
                                0,
                                Arrays.asList(NOW, null),
                                null,
                                Optional.of(NOW),
                                1));
    }

    static final class PlainThen {
        int count = 3;
        @Nullable String name;
        @Nullable PlainThen next;
    }

    static final class PlainNow {
        long count;
        @Nullable PlainNow next;
        String added = "as the class says";
        double rate = 1.5;
    }

    @Test
    void whatIsAddedToPlainObjectsIsAsTheirClassSays() throws IOException {
        PlainThen then = new PlainThen();
        then.next = new PlainThen();
        then.next.count = 4;
        PlainNow now = read(PlainThen.class, then, PlainNow.class);
        assertThat(now.count).isEqualTo(3);
        assertThat(now.added).isEqualTo("as the class says");
        assertThat(now.rate).isEqualTo(1.5);
        assertThat(now.next).isNotNull();
        assertThat(now.next.count).isEqualTo(4);
        assertThat(now.next.next).isNull();
    }

    sealed interface ShapeThen {}

    record Dot(int x) implements ShapeThen {}

    record Pair(ShapeThen left, List<ShapeThen> right, String note) implements ShapeThen {}

    static final class Later {
        sealed interface Shape {}

        record Ring(int r) implements Shape {}

        record Pair(Shape left, List<Shape> right) implements Shape {}

        record Dot(long x) implements Shape {}
    }

    @Test
    void sealedTypesThatContainThemselves() throws IOException {
        ShapeThen then =
                new Pair(new Dot(1), List.of(new Dot(2), new Pair(new Dot(3), List.of(), "")), "");
        Later.Shape now = read(ShapeThen.class, then, Later.Shape.class);
        assertThat(now)
                .isEqualTo(
                        new Later.Pair(
                                new Later.Dot(1),
                                List.of(
                                        new Later.Dot(2),
                                        new Later.Pair(new Later.Dot(3), List.of()))));
    }

    record FlatNode(int value) {}

    record Chain(int value, @Nullable Chain next) {}

    record Two(int value, @Nullable Chain next, @Nullable Two again) {}

    @Test
    void recursionThatIsGoneOrElsewhere() throws IOException {
        Chain chain = new Chain(1, new Chain(2, new Chain(3, null)));
        assertThat(read(Chain.class, chain, FlatNode.class)).isEqualTo(new FlatNode(1));
        assertThat(read(Chain.class, chain, Two.class))
                .isEqualTo(new Two(1, new Chain(2, new Chain(3, null)), null));
    }

    @Test
    void valuesOfEveryKindThatWidens() throws IOException {
        assertThat(read(byte.class, (byte) -5, short.class)).isEqualTo((short) -5);
        assertThat(read(byte.class, (byte) -5, int.class)).isEqualTo(-5);
        assertThat(read(char.class, 'x', int.class)).isEqualTo('x');
        assertThat(read(short.class, (short) -5, float.class)).isEqualTo(-5f);
        assertThat(read(int.class, Integer.MIN_VALUE, double.class)).isEqualTo(Integer.MIN_VALUE);
        assertThat(read(float.class, 1.5f, double.class)).isEqualTo(1.5);
        assertThat(read(long.class, Long.MIN_VALUE, BigInteger.class))
                .isEqualTo(BigInteger.valueOf(Long.MIN_VALUE));
        assertThat(read(long.class, 7L, BigDecimal.class)).isEqualTo(BigDecimal.valueOf(7));
        assertThat(read(BigInteger.class, BigInteger.TEN, BigDecimal.class))
                .isEqualTo(BigDecimal.TEN);
        assertThat(read(short[].class, new short[] {-1, 2}, double[].class)).containsExactly(-1, 2);
    }

    @Test
    void nothingThatWouldChangeAValueIsRead() {
        assertIncompatible(long.class, int.class, "long was written (expected int)");
        assertIncompatible(long.class, double.class, "long was written (expected double)");
        assertIncompatible(int.class, float.class, "int was written (expected float)");
        assertIncompatible(double.class, float.class, "double was written (expected float)");
        assertIncompatible(int.class, String.class, "int was written (expected String)");
        assertIncompatible(int[].class, byte[].class, "int[] was written (expected byte[])");
        assertIncompatible(
                new TypeReference<List<String>>() {}.type(),
                new TypeReference<Set<String>>() {}.type(),
                "List<String> was written (expected Set<String>)");
        assertIncompatible(ColorMore.class, ColorThen.class, "[BLUE] were written");
        assertIncompatible(Later.Shape.class, ShapeThen.class, "class Ring was written");
    }

    record Boxed(@Nullable Integer number, List<InnerNow> list) {}

    record Unboxed(int number, List<InnerThen> list) {}

    @Test
    void eachReasonNamesTheFieldAndBothTypes() {
        TypeSerializerSnapshot snapshot = TypeSerializers.of(Boxed.class).snapshotConfiguration();
        assertThatExceptionOfType(IncompatibleSchemaException.class)
                .isThrownBy(() -> snapshot.readerFor(TypeSerializers.of(Unboxed.class)))
                .satisfies(e ->
                        assertThat(e.reasons())
                                .containsExactly(
                                        "number: int was written that may be null (expected int)",
                                        "list.element.b: double was written (expected float)",
                                        "list.element.a: long was written (expected int)"));
    }

    @Test
    void whatIsAsItWasIsReadByTheSerializerItself() {
        assertAsIs(Then.class, Then.class);
        assertAsIs(Chain.class, Chain.class);
        assertAsIs(ShapeThen.class, ShapeThen.class);
        assertAsIs(ColorThen.class, ColorMore.class);
        assertAsIs(
                new TypeReference<Set<String>>() {}.type(),
                new TypeReference<List<String>>() {}.type());
        assertAsIs(int.class, Integer.class);
    }

    private static void assertAsIs(Type then, Type now) {
        assertThat(resolve(then, now)).isInstanceOf(SchemaCompatibility.AsIs.class);
    }

    private static void assertIncompatible(Type then, Type now, String why) {
        assertThat(resolve(then, now))
                .isInstanceOfSatisfying(
                        SchemaCompatibility.Incompatible.class,
                        incompatible ->
                                assertThat(incompatible.reasons().toString()).contains(why));
    }

    private static SchemaCompatibility<?> resolve(Type then, Type now) {
        return TypeSerializers.of(then)
                .snapshotConfiguration()
                .resolveSchemaCompatibility(TypeSerializers.of(now));
    }

    @Test
    void oldDataIsRewrittenAsNew() throws IOException {
        TypeSerializer<InnerNow> now = TypeSerializers.of(InnerNow.class);
        SchemaCompatibility<InnerNow> compatibility =
                TypeSerializers.of(InnerThen.class)
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(now);
        DataOutputSerializer target = new DataOutputSerializer(10);
        ((SchemaCompatibility.AfterMigration<InnerNow>) compatibility)
                .migrate(bytes(InnerThen.class, THEN), target);
        assertThat(now.deserialize(new DataInputDeserializer(target.getCopyOfBuffer())))
                .isEqualTo(NOW);
    }

    /** Bytes of its own: one for each letter, and a last one. */
    static final class NameSerializer implements TypeSerializer<Locale> {
        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public int getLength() {
            return VARIABLE_LENGTH;
        }

        @Override
        public void serialize(Locale record, DataOutputView target) throws IOException {
            target.writeString(record.toLanguageTag());
        }

        @Override
        public Locale deserialize(DataInputView source) throws IOException {
            return Locale.forLanguageTag(source.readString());
        }
    }

    record WithLocale(int a, Locale locale, int b) {}

    record WithoutLocale(long b) {}

    @Test
    void serializersOfUsersAreComparedByNameAndVersion() throws IOException {
        TypeSerializer<WithLocale> own =
                TypeSerializers.factory()
                        .register(Locale.class, new NameSerializer())
                        .of(WithLocale.class);
        assertThat(own.snapshotConfiguration().readerFor(own)).isSameAs(own);
        TypeSerializer<WithLocale> other =
                TypeSerializers.factory()
                        .fallback(JavaObjectCodec.allowing(Locale.class))
                        .of(WithLocale.class);
        assertThatExceptionOfType(IncompatibleSchemaException.class)
                .isThrownBy(() -> own.snapshotConfiguration().readerFor(other))
                .withMessageContaining("locale: serializer " + NameSerializer.class.getName());
        // Only the serializer knows where its bytes end ...
        assertThatExceptionOfType(IncompatibleSchemaException.class)
                .isThrownBy(() ->
                        own.snapshotConfiguration()
                                .readerFor(TypeSerializers.of(WithoutLocale.class)))
                .withMessageContaining("locale: it is gone");
        // ... but a fallback's begin with their length.
        DataOutputSerializer out = new DataOutputSerializer(10);
        other.serialize(new WithLocale(1, Locale.UK, 2), out);
        assertThat(
                        other.snapshotConfiguration()
                                .readerFor(TypeSerializers.of(WithoutLocale.class))
                                .deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(new WithoutLocale(2));
    }

    @Test
    void theSchemaCopiesWhatTheSerializerWrites() throws IOException {
        Then then =
                new Then(
                        1,
                        Arrays.asList(THEN, null),
                        null,
                        Map.of(),
                        (short) 1,
                        7,
                        Optional.empty());
        DataInputDeserializer source = bytes(Then.class, then);
        Schema schema = TypeSerializers.of(Then.class).schema();
        DataOutputSerializer copy = new DataOutputSerializer(10);
        schema.copier(null).copy(source, copy);
        assertThat(source.available()).isZero();
        assertThat(copy.getCopyOfBuffer()).isEqualTo(array(Then.class, then));
    }

    private static <A, B> B read(Class<A> then, A value, Class<B> now) throws IOException {
        TypeSerializer<A> writer = TypeSerializers.of(then);
        DataOutputSerializer out = new DataOutputSerializer(10);
        writer.snapshotConfiguration().writeSnapshot(out);
        writer.serialize(value, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        TypeSerializerSnapshot snapshot = TypeSerializerSnapshot.readSnapshot(in);
        assertThat(snapshot).isEqualTo(writer.snapshotConfiguration());
        B result = snapshot.readerFor(TypeSerializers.of(now)).deserialize(in);
        assertThat(in.available()).isZero();
        return result;
    }

    private static <A> DataInputDeserializer bytes(Class<A> type, A value) throws IOException {
        return new DataInputDeserializer(array(type, value));
    }

    private static <A> byte[] array(Class<A> type, A value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(10);
        TypeSerializers.of(type).serialize(value, out);
        return out.getCopyOfBuffer();
    }
}
