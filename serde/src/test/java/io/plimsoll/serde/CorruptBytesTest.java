package io.plimsoll.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputSerializer;
import io.plimsoll.serde.view.SerializationException;
import io.plimsoll.serde.view.TestPages;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Bytes of any kind end in an object or in one of two exceptions, without much memory. jqwik prints
 * the seed of a failure; the message has the bytes.
 */
class CorruptBytesTest {

    record Inner(@Nullable BigDecimal amount, TimeUnit unit, boolean open) {}

    record Everything(
            long id,
            @Nullable String name,
            @Nullable Inner inner,
            @Nullable List<Inner> list,
            @Nullable Map<String, Set<Long>> map,
            Optional<LocalDateTime> time,
            int @Nullable [] ints,
            String @Nullable [] strings,
            double price) {}

    private static final TypeSerializer<Everything> EVERYTHING =
            TypeSerializers.of(Everything.class);

    private static final List<TypeSerializer<?>> SERIALIZERS =
            List.of(
                    EVERYTHING,
                    TypeSerializers.ofString(),
                    TypeSerializers.of(BigInteger.class),
                    TypeSerializers.of(BigDecimal.class),
                    TypeSerializers.of(LocalDateTime.class),
                    TypeSerializers.of(Instant.class),
                    TypeSerializers.of(Duration.class),
                    TypeSerializers.of(UUID.class),
                    TypeSerializers.ofEnum(TimeUnit.class),
                    TypeSerializers.ofBytes(),
                    TypeSerializers.of(long[].class),
                    TypeSerializers.of(boolean[].class),
                    TypeSerializers.of(new TypeReference<List<Optional<String>>>() {}),
                    TypeSerializers.of(new TypeReference<Map<String, List<Integer>>>() {}),
                    TypeSerializers.ofSet(TypeSerializers.of(Boolean.class)),
                    TypeSerializers.ofArray(Inner.class, TypeSerializers.of(Inner.class)));

    /**
     * What an attempt may allocate: the exception, buffers taken on trust, and for each byte of
     * input an object in a collection of collections.
     */
    private static final long ALLOWED_BYTES = 400_000;

    private static final long ALLOWED_BYTES_PER_BYTE = 400;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Property(tries = 3000)
    void randomBytes(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(random.nextInt(10) == 0 ? 2000 : 60)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            // Small numbers are plausible lengths and markers: they lead further into the readers.
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (bytes[i] & 0x07);
            }
        }
        for (TypeSerializer<?> serializer : SERIALIZERS) {
            readAnything(serializer, bytes, 1 + random.nextInt(40));
        }
    }

    @Property(tries = 3000)
    void mutatedBytes(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        DataOutputSerializer out = new DataOutputSerializer(64);
        EVERYTHING.serialize(sample(random), out);
        byte[] bytes = out.getCopyOfBuffer();
        for (int i = 0; i <= random.nextInt(3); i++) {
            mutate(bytes, random);
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
        readAnything(EVERYTHING, Arrays.copyOf(bytes, length), 1 + random.nextInt(40));
    }

    private static void mutate(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        bytes[at] =
                switch (random.nextInt(4)) {
                    case 0 -> (byte) (bytes[at] ^ (1 << random.nextInt(8)));
                    case 1 -> (byte) 0xFF;
                    case 2 -> (byte) (bytes[at] + 1);
                    default -> (byte) random.nextInt();
                };
    }

    private static Everything sample(Random random) {
        Inner inner =
                new Inner(
                        random.nextBoolean() ? null : BigDecimal.valueOf(random.nextLong(), 5),
                        TimeUnit.values()[random.nextInt(7)],
                        random.nextBoolean());
        return new Everything(
                random.nextLong(),
                random.nextBoolean() ? null : "name 😀 " + random.nextInt(),
                random.nextBoolean() ? null : inner,
                List.of(inner, inner),
                Map.of("a", Set.of(random.nextLong(), 2L), "b", Set.of()),
                random.nextBoolean() ? Optional.empty() : Optional.of(LocalDateTime.MAX),
                new int[random.nextInt(10)],
                new String[] {"x", random.nextBoolean() ? null : "y"},
                random.nextDouble());
    }

    private void readAnything(TypeSerializer<?> serializer, byte[] bytes, int pageSize)
            throws IOException {
        try (TestPages pages = new TestPages(pageSize, 0)) {
            pages.output().write(bytes);
            String fromArray = outcome(serializer, () -> new DataInputDeserializer(bytes), bytes);
            String fromPages = outcome(serializer, pages::input, bytes);
            assertThat(fromPages).isEqualTo(fromArray);
        }
    }

    /** Reads and checks what it took; the first calls also load code, hence several attempts. */
    private String outcome(
            TypeSerializer<?> serializer, Supplier<DataInputView> input, byte[] bytes) {
        long thread = Thread.currentThread().threadId();
        long allowed = ALLOWED_BYTES + ALLOWED_BYTES_PER_BYTE * bytes.length;
        long allocated = 0;
        for (int attempt = 0; attempt < 5; attempt++) {
            long before = threads.getThreadAllocatedBytes(thread);
            String outcome = read(serializer, input.get(), bytes);
            allocated = threads.getThreadAllocatedBytes(thread) - before;
            if (allocated <= allowed) {
                return outcome;
            }
        }
        return fail("%d bytes allocated for %s of %s", allocated, serializer, hex(bytes));
    }

    private static <T> String read(
            TypeSerializer<T> serializer, DataInputView input, byte[] bytes) {
        try {
            T value = serializer.deserialize(input);
            // Whatever was accepted is an object like any other.
            serializer.serialize(value, new DataOutputSerializer(64));
            return "read " + input.getReadPosition();
        } catch (SerializationException e) {
            assertThat(e.position()).isBetween(1L, (long) bytes.length);
            return e.getMessage();
        } catch (EOFException e) {
            return "end";
        } catch (IOException | RuntimeException | Error e) {
            return fail("%s of %s".formatted(serializer, hex(bytes)), e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Lengths and counts of 2^31-1 where there are hardly any bytes. */
    @Test
    void believesNoCount() {
        byte[] length = {-1, -1, -1, -1, 7, 1, 1};
        byte[] count = {-2, -1, -1, -1, 15, 1, 1};
        for (TypeSerializer<?> serializer : SERIALIZERS) {
            outcome(serializer, () -> new DataInputDeserializer(length), length);
            outcome(serializer, () -> new DataInputDeserializer(count), count);
        }
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> read(TypeSerializers.ofBytes(), length));
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> read(TypeSerializers.ofList(TypeSerializers.ofInt()), count));
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read(TypeSerializers.ofEnum(TimeUnit.class), new byte[] {7}))
                .withMessage("ordinal=7 of TimeUnit (expected less than 7), before byte 1");
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() ->
                        read(TypeSerializers.nullable(TypeSerializers.ofInt()), new byte[] {2}))
                .withMessage("marker=2 (expected 0 or 1), before byte 1");
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() ->
                        read(
                                TypeSerializers.of(java.time.LocalDate.class),
                                new byte[] {0, 0, 7, -23, 13, 1}))
                .withMessageContaining("LocalDate")
                .withMessageContaining("before byte 6");
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read(TypeSerializers.of(BigInteger.class), new byte[] {0}))
                .withMessageContaining("BigInteger");
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() ->
                        read(
                                TypeSerializers.of(Instant.class),
                                new byte[] {0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1}))
                .withMessageContaining("nanos=-1");
        byte[] twice = {4, 1, 1};
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(
                        () -> read(TypeSerializers.ofSet(TypeSerializers.of(Boolean.class)), twice))
                .withMessageContaining("there twice");
    }

    private static <T> T read(TypeSerializer<T> serializer, byte[] bytes) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }
}
