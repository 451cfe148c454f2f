package io.plimsoll.serde.key;

import static io.plimsoll.serde.key.KeyOrder.assertSameOrder;
import static java.util.Comparator.naturalOrder;

import java.text.Collator;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Times with offsets and zones, identifiers and texts of a language, against their own orders. */
class TimeKeyOrderTest {

    private static final List<ZoneId> ZONES =
            List.of(
                    ZoneId.of("Europe/Berlin"),
                    ZoneId.of("UTC"),
                    ZoneId.of("Z"),
                    ZoneId.of("Asia/Kathmandu"),
                    ZoneOffset.ofHours(2));

    @Property
    void timesWithOffsetsAndZones(@ForAll long seed) {
        Random random = new Random(seed);
        LocalDateTime left =
                LocalDateTime.of(2026, 10, 25, random.nextInt(4), 30, 0, random.nextInt(2));
        LocalDateTime right = left.plusHours(random.nextInt(-2, 3)).plusNanos(random.nextInt(2));
        ZoneOffset a = ZoneOffset.ofHours(random.nextInt(-3, 4));
        ZoneOffset b = ZoneOffset.ofHours(random.nextInt(-3, 4));
        assertSameOrder(SortKey.natural(ZoneOffset.class), naturalOrder(), a, b);
        assertSameOrder(
                SortKey.natural(OffsetDateTime.class),
                naturalOrder(),
                left.atOffset(a),
                right.atOffset(b));
        assertSameOrder(
                SortKey.natural(OffsetTime.class),
                naturalOrder(),
                left.toLocalTime().atOffset(a),
                right.toLocalTime().atOffset(b));
        assertSameOrder(
                SortKey.natural(ZonedDateTime.class),
                ZonedDateTime::compareTo,
                left.atZone(ZONES.get(random.nextInt(5))),
                right.atZone(ZONES.get(random.nextInt(5))));
    }

    @Test
    void theEndsOfTime() {
        List<OffsetDateTime> times =
                List.of(
                        OffsetDateTime.MIN,
                        OffsetDateTime.MAX,
                        LocalDateTime.MIN.atOffset(ZoneOffset.MIN),
                        LocalDateTime.MAX.atOffset(ZoneOffset.MAX));
        for (OffsetDateTime a : times) {
            for (OffsetDateTime b : times) {
                assertSameOrder(SortKey.natural(OffsetDateTime.class), naturalOrder(), a, b);
                assertSameOrder(
                        SortKey.natural(OffsetTime.class),
                        naturalOrder(),
                        a.toOffsetTime(),
                        b.toOffsetTime());
            }
        }
    }

    @Property
    void partsOfDates(@ForAll("years") int a, @ForAll("years") int b, @ForAll long seed) {
        Random random = new Random(seed);
        assertSameOrder(SortKey.natural(Year.class), naturalOrder(), Year.of(a), Year.of(b));
        assertSameOrder(
                SortKey.natural(YearMonth.class),
                naturalOrder(),
                YearMonth.of(a, random.nextInt(1, 13)),
                YearMonth.of(random.nextBoolean() ? a : b, random.nextInt(1, 13)));
        assertSameOrder(
                SortKey.natural(MonthDay.class),
                naturalOrder(),
                MonthDay.of(random.nextInt(1, 4), random.nextInt(1, 28)),
                MonthDay.of(random.nextInt(1, 4), random.nextInt(1, 28)));
    }

    @Provide
    Arbitrary<Integer> years() {
        return Arbitraries.integers().between(Year.MIN_VALUE, Year.MAX_VALUE);
    }

    @Property
    void identifiers(@ForAll long a, @ForAll long b, @ForAll long c) {
        assertSameOrder(
                SortKey.natural(UUID.class), naturalOrder(), new UUID(a, b), new UUID(c, b));
        assertSameOrder(
                SortKey.<UUID>ofUuid(v -> v), naturalOrder(), new UUID(a, b), new UUID(a, c));
    }

    @Property
    void textsOfALanguage(@ForAll("words") String a, @ForAll("words") String b) {
        for (int strength : new int[] {Collator.PRIMARY, Collator.SECONDARY, Collator.TERTIARY}) {
            Collator collator = Collator.getInstance(Locale.GERMAN);
            collator.setStrength(strength);
            Comparator<String> naive = Comparator.comparing(collator::getCollationKey);
            assertSameOrder(SortKey.<String>ofCollated(v -> v, collator), naive, a, b);
        }
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                        "a", "ä", "A", "ae", "z", "ß", "ss", "e", "é", " ", "-", "\0", "ı", "中")
                .list()
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    /** By code points ä is behind z; and the case decides only if nothing else does. */
    @Test
    void aCollatorPutsLettersWhereReadersLookForThem() {
        SortKey<String> german = SortKey.ofCollated(v -> v, Collator.getInstance(Locale.GERMAN));
        List<String> words = List.of("Zoo", "ärger", "Apfel", "apfel", "Ärger");
        org.assertj.core.api.Assertions.assertThat(
                        words.stream().sorted(german.comparator()).toList())
                .containsExactly("apfel", "Apfel", "ärger", "Ärger", "Zoo");
    }
}
