package io.plimsoll.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.plimsoll.serde.binary.BinaryFields;
import io.plimsoll.serde.binary.BinarySortKey;
import io.plimsoll.serde.fallback.JavaObjectCodec;
import io.plimsoll.serde.key.KeySink;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.IncompatibleSchemaException;
import io.plimsoll.serde.type.TypeReader;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.type.TypeSerializerSnapshot;
import io.plimsoll.serde.view.BinaryCopier;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import io.plimsoll.serde.view.SerializationException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Damaged bytes of objects, of old objects and of snapshots: cut off, flipped, random, with huge
 * counts. They end in an object or in a typed exception with a position inside them, soon, and
 * without much memory. {@code -Dfuzz.seconds=600} goes on for ten minutes; a failure tells its
 * seed, {@code -Dfuzz.seed=N} starts there.
 */
class SerdeFuzzTest {

    private static final long SECONDS = Long.getLong("fuzz.seconds", 3);
    private static final long FIRST_SEED = Long.getLong("fuzz.seed", System.nanoTime());

    /** For the exception, its stack and what is taken on trust. */
    private static final long ALLOWED_BYTES = 600_000;

    /** A byte may be an object in a collection in a collection; and JavaObjectCodec's depth. */
    private static final long ALLOWED_BYTES_PER_BYTE = 1_000;

    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    record Group(List<@Nullable Shape> shapes, @Nullable Group next) implements Shape {}

    enum Corner implements Shape {
        LEFT,
        RIGHT
    }

    static class Base {
        int count;
        @Nullable String name;
    }

    static final class Plain extends Base {
        @Nullable Plain child;
        double @Nullable [] rates;
        @Nullable Locale locale;
        @Nullable Object anything;
    }

    record Then(int a, @Nullable Group gone, @Nullable String text, @Nullable List<Plain> plains) {}

    record Now(long a, Optional<String> text, BigDecimal added, List<Plain> plains) {}

    /** A type, and some of its objects. */
    private record Sample<T>(TypeSerializer<T> serializer, List<T> values) {}

    private static final TypeSerializerFactory FACTORY =
            TypeSerializers.factory()
                    .union(Object.class, String.class, Long.class, Group.class, int[].class)
                    .fallback(JavaObjectCodec.allowing(Locale.class, ArrayList.class));

    private final List<Sample<?>> samples = samples();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static List<Sample<?>> samples() {
        Group group =
                new Group(
                        Arrays.asList(new Circle(2), Corner.RIGHT, null),
                        new Group(List.of(), null));
        Plain plain = new Plain();
        plain.child = new Plain();
        plain.child.name = "nämé 😀".repeat(5);
        plain.child.rates = new double[] {1, 2};
        plain.locale = Locale.UK;
        plain.anything = group;
        return List.of(
                of(Shape.class, group, Corner.LEFT, new Circle(1)),
                of(Plain.class, plain, new Plain()),
                of(
                        Then.class,
                        new Then(5, group, "text", List.of(plain)),
                        new Then(1, null, null, null)),
                of(BigInteger.class, BigInteger.TWO.pow(200), BigInteger.ZERO),
                of(BigDecimal.class, new BigDecimal("1E-2000000000"), BigDecimal.TEN),
                of(UUID.class, new UUID(1, 2)),
                of(String.class, "", "text ä 😀".repeat(20)),
                of(Period.class, Period.of(1, 2, 3)),
                of(Year.class, Year.of(2026)),
                of(YearMonth.class, YearMonth.of(2026, 11)),
                of(MonthDay.class, MonthDay.of(2, 29)),
                of(LocalDate.class, LocalDate.EPOCH),
                of(ZoneOffset.class, ZoneOffset.MAX),
                of(ZoneId.class, ZoneId.of("Europe/Berlin")),
                of(OffsetTime.class, OffsetTime.MAX),
                of(OffsetDateTime.class, OffsetDateTime.MIN),
                of(ZonedDateTime.class, OffsetDateTime.MAX.toZonedDateTime()),
                of(TimeUnit.class, TimeUnit.DAYS),
                of(long[][].class, new long[][] {{1, 2}, {}}),
                of(boolean[].class, new boolean[9]),
                of(new TypeReference<Deque<String>>() {}, new ArrayDeque<>(List.of("a", "b"))),
                of(new TypeReference<SortedSet<String>>() {}, new TreeSet<>(Set.of("a", "b"))),
                of(
                        new TypeReference<SortedMap<BigDecimal, List<Shape>>>() {},
                        new TreeMap<>(Map.of(BigDecimal.ONE, List.of(group)))),
                of(
                        new TypeReference<ConcurrentHashMap<String, Optional<Integer>>>() {},
                        new ConcurrentHashMap<>(Map.of("a", Optional.of(1)))),
                of(Object.class, "text", 5L, group, new int[] {1}),
                new Sample<>(
                        TypeSerializers.factory()
                                .fallback(JavaObjectCodec.allowing(Locale.class, ArrayList.class))
                                .of(Object.class),
                        List.of(new ArrayList<>(List.of(Locale.UK, "x", 5L)), new long[] {1, 2})));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    private static <T> Sample<T> of(Class<T> type, T... values) {
        return new Sample<>(FACTORY.of(type), List.of(values));
    }

    private static <T> Sample<T> of(TypeReference<T> type, T value) {
        return new Sample<>(FACTORY.of(type), List.of(value));
    }

    @Test
    void damagedBytesEndInATypedException() throws IOException {
        TypeReader<Now> old =
                FACTORY.of(Then.class).snapshotConfiguration().readerFor(FACTORY.of(Now.class));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        long seed = FIRST_SEED;
        for (; System.nanoTime() < end; seed++) {
            Random random = new Random(seed);
            Sample<?> sample = samples.get(random.nextInt(samples.size()));
            try {
                round(sample, random, old);
            } catch (IOException | RuntimeException | Error e) {
                throw new AssertionError("-Dfuzz.seed=" + seed + " " + sample.serializer(), e);
            }
        }
    }

    private <T> void round(Sample<T> sample, Random random, TypeReader<Now> old)
            throws IOException {
        TypeSerializer<T> serializer = sample.serializer();
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(sample.values().get(random.nextInt(sample.values().size())), out);
        byte[] bytes = damaged(out.getCopyOfBuffer(), random);
        check(bytes, () -> serializer.deserialize(new DataInputDeserializer(bytes)));
        check(bytes, () -> copy(serializer, bytes));
        if (serializer.equals(samples.get(2).serializer())) {
            check(bytes, () -> old.deserialize(new DataInputDeserializer(bytes)));
            check(bytes, () -> keyOf(serializer, bytes));
        }
        DataOutputSerializer snapshot = new DataOutputSerializer(16);
        serializer.schema().write(snapshot);
        byte[] schema = damaged(snapshot.getCopyOfBuffer(), random);
        byte[] longer = schema.length > bytes.length ? schema : bytes;
        check(longer, () -> useSchema(schema, bytes, serializer));
        snapshot.clear();
        serializer.snapshotConfiguration().writeSnapshot(snapshot);
        byte[] whole = damaged(snapshot.getCopyOfBuffer(), random);
        check(whole, () -> TypeSerializerSnapshot.readSnapshot(new DataInputDeserializer(whole)));
    }

    private static @Nullable Object copy(TypeSerializer<?> serializer, byte[] bytes)
            throws IOException {
        serializer.copy(new DataInputDeserializer(bytes), new DataOutputSerializer(16));
        return null;
    }

    private static @Nullable Object keyOf(TypeSerializer<?> serializer, byte[] bytes)
            throws IOException {
        BinarySortKey.of(BinaryFields.of(serializer).field("text"))
                .nullsLast()
                .put(new DataInputDeserializer(bytes), new KeySink());
        return null;
    }

    /** A schema that is wrong, yet one, must not make a reader that does what none may do. */
    private static <T> @Nullable Object useSchema(
            byte[] schema, byte[] bytes, TypeSerializer<T> serializer) throws IOException {
        Schema read = Schema.read(new DataInputDeserializer(schema));
        BinaryCopier copier = read.copier(null);
        if (copier != null) {
            try {
                copier.copy(new DataInputDeserializer(bytes), new DataOutputSerializer(16));
            } catch (SerializationException | EOFException e) {
                // As good as any other end.
            }
        }
        return new TypeSerializerSnapshot(read)
                .readerFor(serializer)
                .deserialize(new DataInputDeserializer(bytes));
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        int kind = random.nextInt(6);
        if (kind == 0) {
            return Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
        }
        if (kind == 1) {
            byte[] anything = new byte[random.nextInt(200)];
            random.nextBytes(anything);
            return anything;
        }
        for (int i = 0; i <= random.nextInt(3); i++) {
            int at = random.nextInt(damaged.length);
            switch (kind) {
                case 2 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 3 -> damaged[at] = (byte) random.nextInt();
                case 4 -> hugeCount(damaged, at);
                default -> damaged[at] = (byte) random.nextInt(4);
            }
        }
        return damaged;
    }

    /** A varint of nearly 2^31, or 2^32 for counts, where there happens to be one. */
    private static void hugeCount(byte[] bytes, int at) {
        byte[] huge = {-1, -1, -1, -1, (byte) (at % 2 == 0 ? 7 : 15)};
        System.arraycopy(huge, 0, bytes, at, Math.min(huge.length, bytes.length - at));
    }

    @FunctionalInterface
    private interface Attempt {
        @Nullable Object run() throws IOException;
    }

    /** The first attempts also load code, hence several. */
    private void check(byte[] bytes, Attempt attempt) {
        long allowed = ALLOWED_BYTES + ALLOWED_BYTES_PER_BYTE * bytes.length;
        long allocated = Long.MAX_VALUE;
        for (int i = 0; i < 5 && allocated > allowed; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            run(bytes, attempt);
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated)
                .as("allocated for %s", HexFormat.of().formatHex(bytes))
                .isLessThanOrEqualTo(allowed);
    }

    private static void run(byte[] bytes, Attempt attempt) {
        try {
            attempt.run();
        } catch (SerializationException e) {
            assertThat(e.position()).isBetween(0L, (long) bytes.length);
        } catch (EOFException | IncompatibleSchemaException e) {
            // Ends too early, or is a schema of something else.
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(HexFormat.of().formatHex(bytes), e);
        }
    }
}
