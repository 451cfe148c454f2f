package io.plimsoll.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputDeserializer;
import io.plimsoll.serde.view.DataOutputSerializer;
import io.plimsoll.serde.view.SerializationException;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
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
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class TimeAndCollectionTypesTest {

    @Test
    void allOfJavaTime() throws IOException {
        check(Period.class, Period.of(-1, 40, Integer.MIN_VALUE), Period.ZERO);
        check(Year.class, Year.of(Year.MIN_VALUE), Year.of(2026));
        check(YearMonth.class, YearMonth.of(-5, 12), YearMonth.of(Year.MAX_VALUE, 1));
        check(MonthDay.class, MonthDay.of(2, 29));
        check(DayOfWeek.class, DayOfWeek.SUNDAY);
        check(Month.class, Month.JANUARY, Month.DECEMBER);
        check(ZoneOffset.class, ZoneOffset.MIN, ZoneOffset.UTC, ZoneOffset.ofTotalSeconds(1));
        check(ZoneId.class, ZoneId.of("Europe/Berlin"), ZoneOffset.MAX, ZoneId.of("UTC+1"));
        check(OffsetTime.class, OffsetTime.MIN, OffsetTime.MAX);
        check(OffsetDateTime.class, OffsetDateTime.MIN, OffsetDateTime.MAX);
        check(ZonedDateTime.class, Instant.EPOCH.atZone(ZoneId.of("America/New_York")));
    }

    /** An hour that is there twice, and one that is not there at all. */
    @Test
    void zonedTimesAtTheEndOfSummer() throws IOException {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        ZonedDateTime first = LocalDateTime.of(2026, 10, 25, 2, 30).atZone(berlin);
        ZonedDateTime second = first.withLaterOffsetAtOverlap();
        assertThat(first).isNotEqualTo(second);
        check(ZonedDateTime.class, first, second);
        check(ZonedDateTime.class, LocalDateTime.of(2026, 3, 29, 2, 30).atZone(berlin));
    }

    @SafeVarargs
    private static <T> void check(Class<T> type, T... values) throws IOException {
        for (T value : values) {
            RoundTrip.check(TypeSerializers.of(type), List.of(value), 5);
        }
    }

    @Test
    void collectionsComeBackAsWhatTheyAreDeclaredAs() throws IOException {
        check(new TypeReference<>() {}, new LinkedList<>(List.of("a", "b")));
        check(new TypeReference<HashSet<String>>() {}, new HashSet<>(List.of("a", "b")));
        check(new TypeReference<SortedSet<String>>() {}, new TreeSet<>(List.of("b", "a")));
        check(new TypeReference<Collection<String>>() {}, List.of("b", "a"));
        check(
                new TypeReference<HashMap<String, Long>>() {},
                new HashMap<>(java.util.Map.of("a", 1L)));
        check(
                new TypeReference<NavigableMap<String, Long>>() {},
                new TreeMap<>(java.util.Map.of("a", 1L, "b", 2L)));
        check(
                new TypeReference<ConcurrentHashMap<String, Long>>() {},
                new ConcurrentHashMap<>(java.util.Map.of("a", 1L)));
        TypeSerializer<Deque<String>> deques =
                TypeSerializers.of(new TypeReference<Deque<String>>() {});
        assertThat(deques.copy(new ArrayDeque<>(List.of("a", "b")))).containsExactly("a", "b");
    }

    private static <T> void check(TypeReference<T> type, T value) throws IOException {
        TypeSerializer<T> serializer = TypeSerializers.of(type);
        RoundTrip.check(serializer, List.of(value), 5);
    }

    @Test
    void anOrderThatCannotBeWrittenIsRefused() {
        TypeSerializer<SortedSet<String>> sets =
                TypeSerializers.of(new TypeReference<SortedSet<String>>() {});
        SortedSet<String> reversed = new TreeSet<>(Comparator.reverseOrder());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sets.serialize(reversed, new DataOutputSerializer(10)))
                .withMessageContaining("natural order");
    }

    /** Two elements, each with a presence byte, one of which is null. */
    @Test
    void whatACollectionRefusesIsTold() {
        byte[] bytes = {5, 0, 1, 1, 'a'};
        for (TypeSerializer<?> each :
                List.of(
                        TypeSerializers.of(new TypeReference<Deque<String>>() {}),
                        TypeSerializers.of(new TypeReference<SortedSet<String>>() {}),
                        TypeSerializers.of(
                                new TypeReference<ConcurrentHashMap<String, String>>() {}))) {
            assertThatExceptionOfType(SerializationException.class)
                    .isThrownBy(() -> each.deserialize(new DataInputDeserializer(bytes)))
                    .withMessageContaining("refuses what was written");
        }
    }

    @Test
    void arraysOfAnyDepth() throws IOException {
        int[][][] ints = {{{1, 2}, {}}, {}, {{3}}};
        RoundTrip.check(TypeSerializers.of(int[][][].class), List.<int[][][]>of(ints), 5);
        String[][] texts = {{"a", null}, null};
        RoundTrip.check(TypeSerializers.of(String[][].class), List.<String[][]>of(texts), 5);
    }

    @Test
    void skippingStopsBehindTheObject() throws IOException {
        TypeSerializer<HashMap<String, List<int[]>>> maps =
                TypeSerializers.of(new TypeReference<HashMap<String, List<int[]>>>() {});
        DataOutputSerializer out = new DataOutputSerializer(10);
        maps.serialize(new HashMap<>(java.util.Map.of("a", List.of(new int[9]))), out);
        int length = out.length();
        out.writeInt(5);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        maps.skip(in);
        assertThat(in.getReadPosition()).isEqualTo(length);
    }
}
