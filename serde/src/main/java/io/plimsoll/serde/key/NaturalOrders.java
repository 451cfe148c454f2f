package io.plimsoll.serde.key;

import io.plimsoll.serde.key.ValueOrder.Encoding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/** The orders of values that are their own key, by type. */
final class NaturalOrders {

    private static final SortKey<Enum<?>> ENUMS =
            SortKey.value(v -> v, NormalizedKeys::putEnum, Comparator.comparingInt(Enum::ordinal));

    private static final Map<Class<?>, SortKey<?>> ORDERS = new HashMap<>();

    static {
        add(Boolean.class, NormalizedKeys::putBoolean);
        add(Byte.class, NormalizedKeys::putByte);
        add(Short.class, NormalizedKeys::putShort);
        add(Character.class, NormalizedKeys::putChar);
        add(Integer.class, NormalizedKeys::putInt);
        add(Long.class, NormalizedKeys::putLong);
        add(Float.class, NormalizedKeys::putFloat, NormalizedKeys::compareFloats);
        add(Double.class, NormalizedKeys::putDouble, NormalizedKeys::compareDoubles);
        ORDERS.put(String.class, SortKey.<String>ofString(v -> v));
        ORDERS.put(byte[].class, SortKey.<byte[]>ofBytes(v -> v));
        add(BigInteger.class, NormalizedKeys::putBigInteger);
        add(BigDecimal.class, NormalizedKeys::putBigDecimal);
        add(UUID.class, NormalizedKeys::putUuid);
        add(LocalDate.class, NormalizedKeys::putLocalDate, LocalDate::compareTo);
        add(LocalTime.class, NormalizedKeys::putLocalTime);
        add(LocalDateTime.class, NormalizedKeys::putLocalDateTime, LocalDateTime::compareTo);
        add(Instant.class, NormalizedKeys::putInstant);
        add(Duration.class, NormalizedKeys::putDuration);
        add(Year.class, TimeKeys::putYear);
        add(YearMonth.class, TimeKeys::putYearMonth);
        add(MonthDay.class, TimeKeys::putMonthDay);
        add(ZoneOffset.class, TimeKeys::putZoneOffset);
        add(OffsetTime.class, TimeKeys::putOffsetTime);
        add(OffsetDateTime.class, TimeKeys::putOffsetDateTime);
        add(ZonedDateTime.class, TimeKeys::putZonedDateTime, ZonedDateTime::compareTo);
    }

    private NaturalOrders() {}

    @SuppressWarnings("unchecked") // ORDERS maps each class to an order of its instances
    static <V> SortKey<V> of(Class<V> type) {
        SortKey<?> order = type.isEnum() ? ENUMS : ORDERS.get(type);
        if (order == null) {
            TreeSet<String> names = new TreeSet<>();
            ORDERS.keySet().forEach(c -> names.add(c.getSimpleName()));
            throw new IllegalArgumentException(
                    "type=" + type.getName() + " (expected an enum or one of " + names + ")");
        }
        return (SortKey<V>) order;
    }

    private static <V extends Comparable<V>> void add(Class<V> type, Encoding<V> encoding) {
        add(type, encoding, Comparator.naturalOrder());
    }

    private static <V> void add(Class<V> type, Encoding<V> encoding, Comparator<? super V> order) {
        ORDERS.put(type, SortKey.<V, V>value(v -> v, encoding, order));
    }
}
