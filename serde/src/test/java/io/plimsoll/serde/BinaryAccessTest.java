package io.plimsoll.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.plimsoll.serde.binary.BinaryFields;
import io.plimsoll.serde.binary.BinarySortKey;
import io.plimsoll.serde.binary.FieldAccess;
import io.plimsoll.serde.key.KeySink;
import io.plimsoll.serde.key.SortKey;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputSerializer;
import io.plimsoll.serde.view.SeekableDataInputView;
import io.plimsoll.serde.view.TestPages;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Fields, orders and keys of records in bytes, against those of the records. */
class BinaryAccessTest {

    record Inner(int x, @Nullable String word, double y) {}

    record Row(
            long id,
            boolean open,
            @Nullable String name,
            byte small,
            @Nullable Inner inner,
            Map<String, List<int[]>> map,
            @Nullable Integer box,
            float ratio,
            @Nullable BigDecimal price,
            @Nullable LocalDate day,
            TimeUnit unit,
            byte @Nullable [] raw,
            UUID uuid,
            char letter,
            short shorter,
            double rate) {}

    private static final TypeSerializer<Row> ROWS = TypeSerializers.of(Row.class);
    private static final BinaryFields FIELDS = BinaryFields.of(ROWS);

    private static final List<String> NAMES =
            List.of("", "a", "ab", "b", "ä", "\0", "😀", "\uFFFF");

    private static Row row(Random random) {
        Map<String, List<int[]>> map = new HashMap<>();
        map.put("k", List.of(new int[random.nextInt(3)]));
        double[] doubles = {0.0, -0.0, Double.NaN, 1.5, -1.5, Double.NEGATIVE_INFINITY};
        return new Row(
                random.nextInt(3) - 1,
                random.nextBoolean(),
                maybe(random, NAMES.get(random.nextInt(NAMES.size())).repeat(random.nextInt(12))),
                (byte) (random.nextInt(3) - 1),
                maybe(
                        random,
                        new Inner(
                                random.nextInt(3) - 1,
                                maybe(random, NAMES.get(random.nextInt(NAMES.size()))),
                                random.nextInt(2))),
                map,
                maybe(random, random.nextInt(3) - 1),
                (float) doubles[random.nextInt(doubles.length)],
                maybe(random, BigDecimal.valueOf(random.nextInt(9) - 4, random.nextInt(2))),
                maybe(random, LocalDate.ofEpochDay(random.nextInt(3) - 1)),
                TimeUnit.values()[random.nextInt(3)],
                maybe(random, new byte[] {(byte) random.nextInt(4), (byte) random.nextInt(4)}),
                new UUID(random.nextInt(3) - 1, random.nextInt(3) - 1),
                (char) ('a' + random.nextInt(2)),
                (short) (random.nextInt(3) - 1),
                doubles[random.nextInt(doubles.length)]);
    }

    private static <T> @Nullable T maybe(Random random, T value) {
        return random.nextInt(4) == 0 ? null : value;
    }

    @Property(tries = 300)
    void fieldsAreThoseOfTheRecord(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Row row = row(random);
        try (TestPages pages = new TestPages(1 + random.nextInt(60), 0)) {
            pages.output().writeInt(7);
            ROWS.serialize(row, pages.output());
            assertThat(field("id", pages).getLong(view)).isEqualTo(row.id);
            assertThat(field("open", pages).getBoolean(view)).isEqualTo(row.open);
            assertThat(field("name", pages).getString(view)).isEqualTo(row.name);
            assertThat(field("small", pages).getInt(view)).isEqualTo(row.small);
            assertThat(field("inner", pages).get(view)).isEqualTo(row.inner);
            assertThat(field("inner.word", pages).getString(view))
                    .isEqualTo(row.inner == null ? null : row.inner.word);
            assertThat(field("inner.y", pages).get(view))
                    .isEqualTo(row.inner == null ? null : (Double) row.inner.y);
            assertThat(field("box", pages).get(view)).isEqualTo(row.box);
            assertThat(field("ratio", pages).getDouble(view))
                    .isEqualTo((Double) (double) row.ratio);
            assertThat(field("price", pages).get(view)).isEqualTo(row.price);
            assertThat(field("unit", pages).get(view)).isEqualTo(row.unit);
            assertThat((byte[]) field("raw", pages).get(view)).isEqualTo(row.raw);
            assertThat(field("letter", pages).getInt(view)).isEqualTo(row.letter);
            assertThat(field("rate", pages).getDouble(view)).isEqualTo((Double) row.rate);
        }
    }

    private DataInputView view = new DataInputDeserializer();

    private FieldAccess field(String path, TestPages pages) throws IOException {
        view = pages.input();
        view.skipBytesToRead(4);
        return FIELDS.field(path);
    }

    private record Order(BinarySortKey binary, SortKey<Row> heap) {}

    private static Order order(String field, SortKey<Row> heap) {
        return new Order(BinarySortKey.of(FIELDS.field(field)), heap);
    }

    private static final List<Order> ORDERS =
            List.of(
                    order("id", SortKey.ofLong(Row::id)),
                    order("open", SortKey.ofBoolean(Row::open)),
                    order("name", SortKey.ofString(Row::name)),
                    order("small", SortKey.ofByte(Row::small)),
                    order("shorter", SortKey.ofShort(Row::shorter)),
                    order("letter", SortKey.ofChar(Row::letter)),
                    order("box", SortKey.by(Row::box, SortKey.natural(Integer.class))),
                    order("ratio", SortKey.ofFloat(Row::ratio)),
                    order("rate", SortKey.ofDouble(Row::rate)),
                    order("price", SortKey.ofBigDecimal(Row::price)),
                    order("day", SortKey.ofLocalDate(Row::day)),
                    order("unit", SortKey.ofEnum(Row::unit)),
                    order("raw", SortKey.ofBytes(Row::raw)),
                    order("uuid", SortKey.ofUuid(Row::uuid)),
                    order(
                            "inner.word",
                            SortKey.ofString(r -> r.inner == null ? null : r.inner.word)));

    @Property(tries = 500)
    void keysAndOrdersAreThoseOfTheRecord(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Row left = row(random);
        Row right = row(random);
        for (int i = 0; i < 5; i++) {
            Order first = direct(ORDERS.get(random.nextInt(ORDERS.size())), random);
            Order second = direct(ORDERS.get(random.nextInt(ORDERS.size())), random);
            check(first, left, right);
            check(
                    new Order(first.binary.then(second.binary), first.heap.then(second.heap)),
                    left,
                    right);
        }
    }

    /** Fields that cannot be null have no marker on the heap, so that there is none here either. */
    private static Order direct(Order order, Random random) {
        Order placed = order;
        if (hasNulls(order)) {
            placed =
                    random.nextBoolean()
                            ? new Order(order.binary.nullsFirst(), order.heap.nullsFirst())
                            : new Order(order.binary.nullsLast(), order.heap.nullsLast());
        }
        return random.nextBoolean()
                ? new Order(placed.binary.descending(), placed.heap.descending())
                : placed;
    }

    private static boolean hasNulls(Order order) {
        int index = ORDERS.indexOf(order);
        return List.of(2, 6, 9, 10, 12, 14).contains(index);
    }

    private static void check(Order order, Row left, Row right) throws IOException {
        SeekableDataInputView a = new DataInputDeserializer(bytes(left), 2, bytes(left).length - 2);
        SeekableDataInputView b =
                new DataInputDeserializer(bytes(right), 2, bytes(right).length - 2);
        KeySink heap = new KeySink();
        KeySink binary = new KeySink();
        order.heap.put(left, heap);
        order.binary.put(a, binary);
        assertThat(Arrays.copyOf(binary.array(), binary.length()))
                .isEqualTo(Arrays.copyOf(heap.array(), heap.length()));
        assertThat(a.getReadPosition()).isEqualTo(2);
        assertThat(Integer.signum(order.binary.compare(a, b)))
                .isEqualTo(Integer.signum(order.heap.comparator().compare(left, right)));
        assertThat(b.getReadPosition()).isEqualTo(2);
    }

    private static byte[] bytes(Row row) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(10);
        out.writeShort(-1);
        ROWS.serialize(row, out);
        return out.getCopyOfBuffer();
    }

    @Test
    void nothingIsAllocatedToReachAField() throws IOException {
        byte[] bytes = bytes(row(new Random(1)));
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        FieldAccess rate = FIELDS.field("rate");
        BinarySortKey key =
                BinarySortKey.of(FIELDS.field("name"))
                        .nullsFirst()
                        .then(BinarySortKey.of(FIELDS.field("rate")));
        KeySink sink = new KeySink();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        double sum = 0;
        for (int attempt = 0; attempt < 20 && least > 0; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2000; i++) {
                in.setReadPosition(2);
                sum += rate.getDouble(in);
                in.setReadPosition(2);
                sink.clear();
                key.put(in, sink);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        // Were there one object a turn, it would be 16 bytes at least.
        assertThat(least).as("sum %s", sum).isLessThan(2000 * 16);
    }

    @Test
    void saysWhatCannotBeReached() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FIELDS.field("nmae"))
                .withMessageContaining("field=nmae (expected one of [id, open, name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FIELDS.field("name.length"))
                .withMessageContaining("serializer=String (expected");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinarySortKey.of(FIELDS.field("map")))
                .withMessageContaining("java.util.Map");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinaryFields.of(TypeSerializers.ofString()));
        DataInputDeserializer in = new DataInputDeserializer(bytes(row(new Random(1))));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> FIELDS.field("name").getLong(in))
                .withMessageContaining(
                        "field=name of type String (expected an integer of up to 8 bytes)");
    }

    /** Behind the 64th object a field has a byte that says whether it is there. */
    @Test
    void fieldsBehindTheLastBit() throws IOException {
        Integer[] numbers = new Integer[66];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % 3 == 1 ? null : i;
        }
        TypeSerializer<WideRecordTest.Wide> serializer =
                TypeSerializers.of(WideRecordTest.Wide.class);
        DataOutputSerializer out = new DataOutputSerializer(10);
        serializer.serialize(WideRecordTest.of(numbers), out);
        for (int i : new int[] {0, 1, 62, 63, 64, 65}) {
            FieldAccess access = BinaryFields.of(serializer).field("c" + i);
            assertThat(access.get(new DataInputDeserializer(out.getCopyOfBuffer())))
                    .isEqualTo(numbers[i]);
        }
    }
}
