package io.plimsoll.serde.value;

import static io.plimsoll.serde.value.BasicTypes.basic;

import io.plimsoll.serde.schema.BasicKind;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.serde.view.DataInputView;
import io.plimsoll.serde.view.DataOutputView;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * The layout of the types of java.time.
 *
 * <pre>
 *   LocalDate        6      year (4), month (1), day (1)
 *   LocalTime        8      nanoseconds of the day
 *   LocalDateTime    14     date, time
 *   Instant          12     seconds since 1970-01-01 (8), nanoseconds (4)
 *   Duration         12     seconds (8), nanoseconds (4)
 *   Period           12     years, months, days (4 each)
 *   Year             4
 *   YearMonth        5      year (4), month (1)
 *   MonthDay         2      month, day
 *   ZoneOffset       4      seconds
 *   ZoneId           n      its id as a text
 *   OffsetTime       12     time, offset
 *   OffsetDateTime   18     date and time, offset
 *   ZonedDateTime    n      date and time, offset, zone
 * </pre>
 */
final class TimeTypes {

    private TimeTypes() {}

    static Map<Class<?>, TypeSerializer<?>> all() {
        Map<Class<?>, TypeSerializer<?>> types = new HashMap<>();
        addLocal(types);
        addAmounts(types);
        addParts(types);
        addZoned(types);
        return types;
    }

    private static void addLocal(Map<Class<?>, TypeSerializer<?>> types) {
        types.put(
                LocalDate.class,
                basic(BasicKind.LOCAL_DATE, TimeTypes::writeDate, TimeTypes::readDate));
        types.put(
                LocalTime.class,
                basic(BasicKind.LOCAL_TIME, TimeTypes::writeTime, TimeTypes::readTime));
        types.put(
                LocalDateTime.class,
                basic(
                        BasicKind.LOCAL_DATE_TIME,
                        TimeTypes::writeDateTime,
                        TimeTypes::readDateTime));
    }

    private static void addAmounts(Map<Class<?>, TypeSerializer<?>> types) {
        types.put(
                Instant.class,
                basic(
                        BasicKind.INSTANT,
                        (v, out) -> writeSecondsAndNanos(v.getEpochSecond(), v.getNano(), out),
                        in -> Instant.ofEpochSecond(in.readLong(), readNanos(in))));
        types.put(
                Duration.class,
                basic(
                        BasicKind.DURATION,
                        (v, out) -> writeSecondsAndNanos(v.getSeconds(), v.getNano(), out),
                        in -> Duration.ofSeconds(in.readLong(), readNanos(in))));
        types.put(
                Period.class,
                basic(
                        BasicKind.PERIOD,
                        (v, out) -> {
                            out.writeInt(v.getYears());
                            out.writeInt(v.getMonths());
                            out.writeInt(v.getDays());
                        },
                        in -> Period.of(in.readInt(), in.readInt(), in.readInt())));
    }

    private static void addParts(Map<Class<?>, TypeSerializer<?>> types) {
        types.put(
                Year.class,
                basic(
                        BasicKind.YEAR,
                        (v, out) -> out.writeInt(v.getValue()),
                        in -> Year.of(in.readInt())));
        types.put(
                YearMonth.class,
                basic(
                        BasicKind.YEAR_MONTH,
                        (v, out) -> {
                            out.writeInt(v.getYear());
                            out.writeByte(v.getMonthValue());
                        },
                        in -> YearMonth.of(in.readInt(), in.readByte())));
        types.put(
                MonthDay.class,
                basic(
                        BasicKind.MONTH_DAY,
                        (v, out) -> {
                            out.writeByte(v.getMonthValue());
                            out.writeByte(v.getDayOfMonth());
                        },
                        in -> MonthDay.of(in.readByte(), in.readByte())));
    }

    private static void addZoned(Map<Class<?>, TypeSerializer<?>> types) {
        types.put(
                ZoneOffset.class,
                basic(BasicKind.ZONE_OFFSET, TimeTypes::writeOffset, TimeTypes::readOffset));
        types.put(
                ZoneId.class,
                basic(
                        BasicKind.ZONE_ID,
                        (v, out) -> out.writeString(v.getId()),
                        in -> ZoneId.of(in.readString())));
        types.put(
                OffsetTime.class,
                basic(
                        BasicKind.OFFSET_TIME,
                        (v, out) -> {
                            writeTime(v.toLocalTime(), out);
                            writeOffset(v.getOffset(), out);
                        },
                        in -> OffsetTime.of(readTime(in), readOffset(in))));
        types.put(
                OffsetDateTime.class,
                basic(
                        BasicKind.OFFSET_DATE_TIME,
                        (v, out) -> {
                            writeDateTime(v.toLocalDateTime(), out);
                            writeOffset(v.getOffset(), out);
                        },
                        in -> OffsetDateTime.of(readDateTime(in), readOffset(in))));
        types.put(
                ZonedDateTime.class,
                basic(
                        BasicKind.ZONED_DATE_TIME,
                        (v, out) -> {
                            writeDateTime(v.toLocalDateTime(), out);
                            writeOffset(v.getOffset(), out);
                            out.writeString(v.getZone().getId());
                        },
                        TimeTypes::readZoned));
    }

    private static void writeDate(LocalDate value, DataOutputView target) throws IOException {
        target.writeInt(value.getYear());
        target.writeByte(value.getMonthValue());
        target.writeByte(value.getDayOfMonth());
    }

    private static LocalDate readDate(DataInputView source) throws IOException {
        return LocalDate.of(source.readInt(), source.readByte(), source.readByte());
    }

    private static void writeTime(LocalTime value, DataOutputView target) throws IOException {
        target.writeLong(value.toNanoOfDay());
    }

    private static LocalTime readTime(DataInputView source) throws IOException {
        return LocalTime.ofNanoOfDay(source.readLong());
    }

    private static void writeDateTime(LocalDateTime value, DataOutputView target)
            throws IOException {
        writeDate(value.toLocalDate(), target);
        writeTime(value.toLocalTime(), target);
    }

    private static LocalDateTime readDateTime(DataInputView source) throws IOException {
        return LocalDateTime.of(readDate(source), readTime(source));
    }

    private static void writeOffset(ZoneOffset value, DataOutputView target) throws IOException {
        target.writeInt(value.getTotalSeconds());
    }

    private static ZoneOffset readOffset(DataInputView source) throws IOException {
        return ZoneOffset.ofTotalSeconds(source.readInt());
    }

    /**
     * The offset is kept where the zone's rules have changed since, as the instant is what counts:
     * what the date and time mean there is left to those rules.
     */
    private static ZonedDateTime readZoned(DataInputView source) throws IOException {
        LocalDateTime time = readDateTime(source);
        ZoneOffset offset = readOffset(source);
        return ZonedDateTime.ofInstant(time, offset, ZoneId.of(source.readString()));
    }

    private static void writeSecondsAndNanos(long seconds, int nanos, DataOutputView target)
            throws IOException {
        target.writeLong(seconds);
        target.writeInt(nanos);
    }

    private static int readNanos(DataInputView source) throws IOException {
        int nanos = source.readInt();
        if (nanos < 0 || nanos >= 1_000_000_000) {
            throw new DateTimeException("nanos=" + nanos + " (expected 0..999999999)");
        }
        return nanos;
    }
}
