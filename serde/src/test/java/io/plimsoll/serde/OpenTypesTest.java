package io.plimsoll.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.serde.fallback.JavaObjectCodec;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Types whose objects have several classes, contain themselves, or have no serializer. */
class OpenTypesTest {

    sealed interface Shape<T> permits Circle, Group, Unit {}

    record Circle<T>(T radius) implements Shape<T> {}

    record Group<T>(List<Shape<T>> shapes, @Nullable Shape<T> frame) implements Shape<T> {}

    enum Unit implements Shape<Integer> {
        POINT,
        LINE {
            @Override
            public String toString() {
                return "a line";
            }
        }
    }

    @Property(tries = 100)
    void sealedTypesOfRecordsAndEnums(@ForAll int a, @ForAll int b) throws IOException {
        TypeSerializer<Shape<Integer>> shapes =
                TypeSerializers.of(new TypeReference<Shape<Integer>>() {});
        Shape<Integer> circle = new Circle<>(a);
        Shape<Integer> group = new Group<>(Arrays.asList(circle, Unit.LINE, null), null);
        RoundTrip.check(
                shapes,
                List.of(circle, group, Unit.POINT, new Group<>(List.of(group), new Circle<>(b))),
                Math.floorMod(b, 40));
    }

    record Node(int value, @Nullable Node next) {}

    record Tree(String name, List<Tree> children, Map<String, Tree> byName) {}

    record Ping(@Nullable Pong pong) {}

    record Pong(@Nullable Ping ping, int number, @Nullable Pong twin) {}

    @Test
    void typesThatContainThemselves() throws IOException {
        Tree leaf = new Tree("leaf", List.of(), Map.of());
        Tree tree = new Tree("root", List.of(leaf, leaf), Map.of("x", leaf));
        RoundTrip.check(TypeSerializers.of(Tree.class), List.of(tree, leaf), 3);
        RoundTrip.check(
                TypeSerializers.of(Ping.class),
                List.of(
                        new Ping(null),
                        new Ping(
                                new Pong(
                                        new Ping(new Pong(null, 1, null)),
                                        2,
                                        new Pong(null, 3, null)))),
                5);
        assertThat(TypeSerializers.of(Ping.class)).isEqualTo(TypeSerializers.of(Ping.class));
    }

    /** Were the depth not counted, a long chain would overflow the stack. */
    @Test
    void chainsAreRefusedAtSomeDepthWhileReadingToo() throws Exception {
        TypeSerializer<Node> nodes = TypeSerializers.of(Node.class);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread small = new Thread(null, () -> check(nodes, chain(250)), "small", 512 << 10);
        small.setUncaughtExceptionHandler((_, e) -> failure.set(e));
        small.start();
        small.join();
        assertThat(failure.get()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> nodes.serialize(chain(300), new DataOutputSerializer(10)))
                .withMessageContaining("nestedObjects=257 (expected at most 256)");
        byte[] endless = new byte[5000];
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> nodes.deserialize(new DataInputDeserializer(endless)))
                .withMessageContaining("nestedObjects=257");
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> nodes.skip(new DataInputDeserializer(endless)))
                .withMessageContaining("nestedObjects=257");
        // A refusal leaves the count as it was.
        check(nodes, chain(250));
    }

    private static Node chain(int length) {
        Node node = new Node(0, null);
        for (int i = 1; i < length; i++) {
            node = new Node(i, node);
        }
        return node;
    }

    private static void check(TypeSerializer<Node> nodes, Node node) {
        assertThat(nodes.copy(node)).isEqualTo(node);
    }

    record Growing<T>(@Nullable Growing<List<T>> more, T value) {}

    @Test
    void aTypeThatContainsEverLargerOnesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TypeSerializers.of(new TypeReference<Growing<String>>() {}))
                .withMessageContaining("ever larger types");
    }

    static class Payment {
        long cents = 5;
    }

    static final class Card extends Payment {
        String number = "4711";
    }

    record Paid(Payment payment, Object anything) {}

    @Test
    void classesNamedForATypeThatIsNotSealed() throws IOException {
        TypeSerializer<Paid> paid =
                TypeSerializers.factory()
                        .union(Payment.class, Payment.class, Card.class)
                        .union(Object.class, String.class, Integer.class, TimeUnit.class)
                        .of(Paid.class);
        Paid back = paid.copy(new Paid(new Card(), TimeUnit.DAYS));
        assertThat(back.anything()).isEqualTo(TimeUnit.DAYS);
        assertThat(((Card) back.payment()).number).isEqualTo("4711");
        assertThat(paid.copy(new Paid(new Payment(), "x")).payment().getClass())
                .isEqualTo(Payment.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> paid.copy(new Paid(new Payment(), 5L)))
                .withMessageContaining("class=java.lang.Long of java.lang.Object");
    }

    record Trip(Locale locale, int length, @Nullable Comparable<?> anything) {}

    @Test
    void aFallbackForWhatHasNoSerializer() throws IOException {
        TypeSerializer<Trip> trips =
                TypeSerializers.factory()
                        .fallback(JavaObjectCodec.allowing(Locale.class, TimeUnit.class))
                        .of(Trip.class);
        RoundTrip.check(
                trips,
                List.of(
                        new Trip(Locale.FRANCE, 3, null),
                        new Trip(Locale.ROOT, 4, TimeUnit.DAYS),
                        new Trip(Locale.UK, 4, "text")),
                7);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        trips.serialize(
                                new Trip(Locale.UK, 4, java.math.BigDecimal.TEN),
                                new DataOutputSerializer(9)))
                .withMessageContaining("java.math.BigDecimal")
                .withMessageContaining("JavaObjectCodec.allowing");
    }

    @Test
    void aFallbackReadsNoClassThatWasNotNamed() throws IOException {
        TypeSerializer<Object> wide =
                TypeSerializers.factory()
                        .fallback(JavaObjectCodec.allowing(ArrayList.class, Locale.class))
                        .of(Object.class);
        TypeSerializer<Object> narrow =
                TypeSerializers.factory()
                        .fallback(JavaObjectCodec.allowing(ArrayList.class))
                        .of(Object.class);
        DataOutputSerializer out = new DataOutputSerializer(10);
        wide.serialize(new ArrayList<>(List.of(Locale.UK)), out);
        assertThat(wide.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(List.of(Locale.UK));
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(
                        () -> narrow.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .withMessageContaining("java.util.Locale");
    }
}
