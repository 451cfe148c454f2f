package io.plimsoll.serde.key;

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

/** Keys of the types of java.time, in the order of their {@code compareTo}. */
final class TimeKeys {

    /*
     *   LocalDate        5    days since 1970-01-01
     *   LocalTime        6    nanoseconds of the day
     *   LocalDateTime    11   date, time
     *   Instant          11   seconds since 1970-01-01 (7), nanoseconds
     *   Duration         12   seconds, nanoseconds
     *   Year             4
     *   YearMonth        5    year, month
     *   MonthDay         2
     *   ZoneOffset       4    seconds, the eastmost first
     *   OffsetTime       14   nanoseconds since midnight at Greenwich (8), time
     *   OffsetDateTime   22   instant, date and time
     *   ZonedDateTime    n    instant, date and time, id of the zone
     */

    private static final int DATE_BYTES = 5;
    private static final int TIME_BYTES = 6;
    private static final int EPOCH_SECOND_BYTES = 7;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private TimeKeys() {}

    static void putLocalDate(KeySink sink, LocalDate value) {
        putEpochDay(sink, value.toEpochDay());
    }

    static void putEpochDay(KeySink sink, long epochDay) {
        sink.putLowBytes(epochDay ^ signBit(DATE_BYTES), DATE_BYTES);
    }

    static void putLocalTime(KeySink sink, LocalTime value) {
        putNanoOfDay(sink, value.toNanoOfDay());
    }

    static void putNanoOfDay(KeySink sink, long nanoOfDay) {
        sink.putLowBytes(nanoOfDay, TIME_BYTES);
    }

    static void putLocalDateTime(KeySink sink, LocalDateTime value) {
        putLocalDate(sink, value.toLocalDate());
        putLocalTime(sink, value.toLocalTime());
    }

    static void putInstant(KeySink sink, Instant value) {
        putInstant(sink, value.getEpochSecond(), value.getNano());
    }

    static void putInstant(KeySink sink, long epochSecond, int nano) {
        sink.putLowBytes(epochSecond ^ signBit(EPOCH_SECOND_BYTES), EPOCH_SECOND_BYTES);
        sink.putInt(nano);
    }

    static void putDuration(KeySink sink, Duration value) {
        NormalizedKeys.putLong(sink, value.getSeconds());
        sink.putInt(value.getNano());
    }

    static void putYear(KeySink sink, Year value) {
        NormalizedKeys.putInt(sink, value.getValue());
    }

    static void putYearMonth(KeySink sink, YearMonth value) {
        NormalizedKeys.putInt(sink, value.getYear());
        sink.putByte(value.getMonthValue());
    }

    static void putMonthDay(KeySink sink, MonthDay value) {
        sink.putByte(value.getMonthValue());
        sink.putByte(value.getDayOfMonth());
    }

    static void putZoneOffset(KeySink sink, ZoneOffset value) {
        NormalizedKeys.putInt(sink, -value.getTotalSeconds());
    }

    static void putOffsetTime(KeySink sink, OffsetTime value) {
        long nanoOfDay = value.toLocalTime().toNanoOfDay();
        NormalizedKeys.putLong(
                sink, nanoOfDay - value.getOffset().getTotalSeconds() * NANOS_PER_SECOND);
        putNanoOfDay(sink, nanoOfDay);
    }

    static void putOffsetDateTime(KeySink sink, OffsetDateTime value) {
        putInstant(sink, value.toEpochSecond(), value.getNano());
        putLocalDateTime(sink, value.toLocalDateTime());
    }

    static void putZonedDateTime(KeySink sink, ZonedDateTime value) {
        putInstant(sink, value.toEpochSecond(), value.getNano());
        putLocalDateTime(sink, value.toLocalDateTime());
        NormalizedKeys.putString(sink, value.getZone().getId());
    }

    private static long signBit(int byteCount) {
        return 1L << (byteCount * 8 - 1);
    }
}
