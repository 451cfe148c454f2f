package io.plimsoll.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.serde.schema.BasicKind;
import io.plimsoll.serde.schema.Schema;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.type.TypeSerializerSnapshot;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Bytes as docs/layouts.md draws them. Data outlives programs: what was once written like this must
 * be readable for ever, so that these bytes change with a version only.
 */
class LayoutsTest {

    record Row(int id, @Nullable String name, @Nullable Long box, List<String> tags) {}

    sealed interface Shape {}

    record Dot(byte x) implements Shape {}

    record Pair(Shape left, @Nullable Shape right) implements Shape {}

    @Test
    void valuesLieAsDrawn() throws IOException {
        check(BigInteger.class, BigInteger.valueOf(-256), "02 ff00");
        check(BigDecimal.class, new BigDecimal("1.28"), "00000002 02 0080");
        check(UUID.class, new UUID(1, 2), "0000000000000001 0000000000000002");
        check(LocalDate.class, LocalDate.of(2026, 11, 21), "000007ea 0b 15");
        check(
                LocalDateTime.class,
                LocalDateTime.of(2026, 11, 21, 0, 0, 1),
                "000007ea 0b 15 000000003b9aca00");
        check(Instant.class, Instant.ofEpochSecond(-1, 5), "ffffffffffffffff 00000005");
        check(Period.class, Period.of(1, 2, 3), "00000001 00000002 00000003");
        check(YearMonth.class, YearMonth.of(2026, 11), "000007ea 0b");
        check(MonthDay.class, MonthDay.of(2, 29), "02 1d");
        check(ZoneOffset.class, ZoneOffset.ofHours(1), "00000e10");
        check(TimeUnit.class, TimeUnit.DAYS, "06");
        check(short[].class, new short[] {1, -1}, "02 0001 ffff");
        check(String.class, "aä", "03 61 c3a4");
    }

    @Test
    void composedTypesLieAsDrawn() throws IOException {
        check(new TypeReference<List<String>>() {}, List.of("a", "b"), "04 0161 0162");
        check(
                new TypeReference<List<@Nullable String>>() {},
                Arrays.asList("a", null),
                "05 01 0161 00");
        check(new TypeReference<Map<String, Byte>>() {}, Map.of("a", (byte) 7), "02 0161 07");
        check(new TypeReference<Optional<String>>() {}, Optional.of("a"), "01 0161");
        check(Row.class, new Row(1, null, 2L, List.of()), "01 00000001 0000000000000002 00");
        check(Dot.class, new Dot((byte) 5), "05");
        check(Shape.class, new Pair(new Dot((byte) 5), null), "01 02 00 05");
    }

    private static <T> void check(Class<T> type, T value, String hex) throws IOException {
        check(TypeSerializers.of(type), value, hex);
    }

    private static <T> void check(TypeReference<T> type, T value, String hex) throws IOException {
        check(TypeSerializers.of(type), value, hex);
    }

    private static <T> void check(TypeSerializer<T> serializer, T value, String hex)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(10);
        serializer.serialize(value, out);
        assertThat(out.getCopyOfBuffer()).isEqualTo(bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** version, length, checksum; record Row, 2 fields: int id, primitive; List of text tags. */
    private static final String SNAPSHOT =
            "01 0000001f 28b87a23"
                    + "07 03 526f77 02"
                    + "02 6964 01 01 03 696e74"
                    + "04 74616773 00 04 00 01 06 537472696e67";

    @Test
    void aSnapshotLiesAsDrawn() throws IOException {
        Schema schema =
                new Schema.RecordOf(
                        "Row",
                        List.of(
                                new Schema.Field("id", true, new Schema.Basic(BasicKind.INT)),
                                new Schema.Field(
                                        "tags",
                                        false,
                                        new Schema.Repeated(
                                                false, new Schema.Basic(BasicKind.STRING)))));
        DataOutputSerializer out = new DataOutputSerializer(10);
        new TypeSerializerSnapshot(schema).writeSnapshot(out);
        assertThat(out.getCopyOfBuffer()).isEqualTo(bytes(SNAPSHOT));
        assertThat(TypeSerializerSnapshot.readSnapshot(new DataInputDeserializer(bytes(SNAPSHOT))))
                .isEqualTo(new TypeSerializerSnapshot(schema));
    }

    /** The schema says of each type as many bytes as the type's serializer writes. */
    @Test
    void everyKindIsThatOfASerializer() {
        for (BasicKind kind : BasicKind.values()) {
            assertThat(BasicKind.named(kind.typeName())).isEqualTo(kind);
        }
        List<Class<?>> types =
                List.of(
                        int.class,
                        Character.class,
                        UUID.class,
                        LocalDate.class,
                        LocalDateTime.class,
                        Instant.class,
                        Period.class);
        for (Class<?> type : types) {
            TypeSerializer<?> serializer = TypeSerializers.of(type);
            assertThat(serializer.schema())
                    .isInstanceOfSatisfying(
                            Schema.Basic.class,
                            basic ->
                                    assertThat(serializer.getLength())
                                            .isEqualTo(basic.kind().fixedBytes()));
        }
    }
}
