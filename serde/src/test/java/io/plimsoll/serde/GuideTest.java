package io.plimsoll.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.serde.binary.BinaryFields;
import io.plimsoll.serde.binary.BinarySortKey;
import io.plimsoll.serde.binary.FieldAccess;
import io.plimsoll.serde.fallback.JavaObjectCodec;
import io.plimsoll.serde.key.KeySink;
import io.plimsoll.serde.key.NormalizedKeys;
import io.plimsoll.serde.key.SortKey;
import io.plimsoll.serde.page.PagedOutputView;
import io.plimsoll.serde.page.RandomAccessInputView;
import io.plimsoll.serde.type.TypeReader;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.type.TypeSerializerSnapshot;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputSerializer;
import io.plimsoll.serde.view.DataOutputView;
import io.plimsoll.serde.view.SeekableDataInputView;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The code of docs/serde.md: it compiles, runs, and is what the guide shows. */
class GuideTest {

    private static final String BEGIN = "// guide" + "\n";
    private static final String END = "// end of guide";

    // guide
    record Trade(long time, String symbol, @Nullable BigDecimal price, List<String> tags) {}

    // end of guide

    @Test
    void recordsToPagesAndBack() throws Exception {
        Trade first = new Trade(1, "PLM", null, List.of());
        Trade second = new Trade(2, "PLM", new BigDecimal("12.50"), List.of("late"));
        List<Trade> trades = List.of(first, second);
        List<Trade> read = new ArrayList<>();
        // guide
        TypeSerializer<Trade> serializer = TypeSerializers.of(Trade.class);
        try (MemoryManager memory =
                        MemoryManager.create(64 << 20, MemoryManager.DEFAULT_PAGE_SIZE);
                MemoryPool pool = memory.rootPool().newChild("trades", 0, 64 << 20);
                PagedOutputView output = new PagedOutputView(pool)) {
            for (Trade trade : trades) {
                serializer.serialize(trade, output);
            }
            RandomAccessInputView input = output.openInput();
            while (input.getReadPosition() < input.length()) {
                read.add(serializer.deserialize(input));
            }
        }
        // end of guide
        assertThat(read).isEqualTo(trades);
    }

    interface Payment {}

    record CardPayment(String number) implements Payment {}

    record CashPayment(long cents) implements Payment {}

    record Money(long cents) {}

    record Order(Money total, Payment payment, Locale language) {}

    /** An int for the cents. */
    static final class MoneySerializer implements TypeSerializer<Money> {
        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public int getLength() {
            return 4;
        }

        @Override
        public void serialize(Money record, DataOutputView target) throws IOException {
            target.writeInt((int) record.cents());
        }

        @Override
        public Money deserialize(DataInputView source) throws IOException {
            return new Money(source.readInt());
        }
    }

    @Test
    void rulesOfOnesOwn() {
        // guide
        TypeSerializer<Order> orders =
                TypeSerializers.factory()
                        .register(Money.class, new MoneySerializer())
                        .union(Payment.class, CardPayment.class, CashPayment.class)
                        .fallback(JavaObjectCodec.allowing(Locale.class))
                        .of(Order.class);
        // end of guide
        Order order = new Order(new Money(5), new CashPayment(7), Locale.UK);
        assertThat(orders.copy(order)).isEqualTo(order);
    }

    @Test
    void dataOfBefore() throws Exception {
        TypeSerializer<Trade> serializer = TypeSerializers.of(Trade.class);
        DataOutputSerializer output = new DataOutputSerializer(100);
        Trade written = new Trade(1, "PLM", null, List.of());
        DataOutputSerializer bytes = new DataOutputSerializer(100);
        serializer.serialize(written, bytes);
        // guide
        serializer.snapshotConfiguration().writeSnapshot(output); // beside the data
        // end of guide
        DataInputView input = new DataInputDeserializer(output.getCopyOfBuffer());
        DataInputView data = new DataInputDeserializer(bytes.getCopyOfBuffer());
        // guide
        TypeSerializer<Trade> now = TypeSerializers.of(Trade.class); // the class may have changed
        TypeReader<Trade> reader = TypeSerializerSnapshot.readSnapshot(input).readerFor(now);
        Trade trade = reader.deserialize(data);
        // end of guide
        assertThat(trade).isEqualTo(written);
    }

    @Test
    void fieldsInBytes() throws Exception {
        TypeSerializer<Trade> serializer = TypeSerializers.of(Trade.class);
        DataOutputSerializer bytes = new DataOutputSerializer(100);
        serializer.serialize(new Trade(1, "PLM", null, List.of()), bytes);
        SeekableDataInputView input = new DataInputDeserializer(bytes.getCopyOfBuffer());
        KeySink sink = new KeySink();
        // guide
        BinaryFields trades = BinaryFields.of(serializer);
        FieldAccess symbol = trades.field("symbol"); // a.b.c for fields inside fields
        BinarySortKey order =
                BinarySortKey.of(trades.field("price"))
                        .nullsLast()
                        .then(BinarySortKey.of(symbol).nullsFirst().descending());

        order.put(input, sink); // the key that SortKey makes of the record, byte by byte
        String text = symbol.getString(input); // from the record's first byte on
        // end of guide
        assertThat(text).isEqualTo("PLM");
        assertThat(sink.length()).isPositive();
    }

    @Test
    void recordsInOrder() {
        Trade low = new Trade(1, "A", null, List.of());
        Trade high = new Trade(1, "A", BigDecimal.ONE, List.of());
        List<Trade> trades = new ArrayList<>(List.of(low, high));
        // guide
        SortKey<Trade> key =
                SortKey.ofLong(Trade::time)
                        .then(SortKey.ofString(Trade::symbol).descending())
                        .then(SortKey.ofBigDecimal(Trade::price).nullsLast());

        KeySink sink = new KeySink(); // one for all records
        sink.clear();
        key.put(trades.get(0), sink); // sink.array(), 0 to sink.length(): compare as unsigned bytes

        trades.sort(key.comparator()); // the same order on the heap
        // end of guide
        assertThat(trades).containsExactly(high, low);
        byte[] keyOfLow = sink.toByteArray();
        sink.clear();
        key.put(high, sink);
        assertThat(Arrays.compareUnsigned(sink.toByteArray(), keyOfLow)).isNegative();
    }

    @Test
    void bytesInOrder() {
        byte[] line = "42\tPLM".getBytes(StandardCharsets.UTF_8);
        KeySink sink = new KeySink();
        // guide
        NormalizedKeys.putLong(sink, 42);
        int from = sink.length();
        NormalizedKeys.putBytes(sink, line, 3, 3);
        sink.invert(from); // the second field descending
        // end of guide
        assertThat(sink.length()).isEqualTo(8 + 3 + 1);
    }

    @Test
    void theGuideShowsThisCode() throws Exception {
        Path sources = Path.of("src/test/java/io/plimsoll/serde/GuideTest.java");
        String code = Files.readString(sources);
        String guide = Files.readString(Path.of("..", "docs", "serde.md"));
        int snippets = 0;
        for (int at = code.indexOf(BEGIN); at >= 0; at = code.indexOf(BEGIN, at + 1)) {
            String snippet = code.substring(at + BEGIN.length(), code.indexOf(END, at));
            assertThat(guide).contains(snippet.stripTrailing().stripIndent().strip());
            snippets++;
        }
        assertThat(snippets).isEqualTo(8);
    }
}
