package io.plimsoll.serde.schema;

import org.jspecify.annotations.Nullable;

/**
 * The types that consist of nothing else, by the layout of their bytes: first so many of a fixed
 * number, then perhaps a length as a varint and as many bytes.
 */
public enum BasicKind {
    BOOLEAN("boolean", 1),
    BYTE("byte", Byte.BYTES),
    SHORT("short", Short.BYTES),
    CHAR("char", Character.BYTES),
    INT("int", Integer.BYTES),
    LONG("long", Long.BYTES),
    FLOAT("float", Float.BYTES),
    DOUBLE("double", Double.BYTES),
    STRING("String", 0, true),
    BIG_INTEGER("BigInteger", 0, true),
    BIG_DECIMAL("BigDecimal", Integer.BYTES, true),
    UUID("UUID", 16),
    LOCAL_DATE("LocalDate", 6),
    LOCAL_TIME("LocalTime", 8),
    LOCAL_DATE_TIME("LocalDateTime", 14),
    INSTANT("Instant", 12),
    DURATION("Duration", 12),
    PERIOD("Period", 12),
    YEAR("Year", 4),
    YEAR_MONTH("YearMonth", 5),
    MONTH_DAY("MonthDay", 2),
    ZONE_OFFSET("ZoneOffset", 4),
    ZONE_ID("ZoneId", 0, true),
    OFFSET_TIME("OffsetTime", 12),
    OFFSET_DATE_TIME("OffsetDateTime", 18),
    ZONED_DATE_TIME("ZonedDateTime", 18, true);

    private final String typeName;
    private final int fixedBytes;
    private final boolean counted;

    BasicKind(String typeName, int fixedBytes) {
        this(typeName, fixedBytes, false);
    }

    BasicKind(String typeName, int fixedBytes, boolean counted) {
        this.typeName = typeName;
        this.fixedBytes = fixedBytes;
        this.counted = counted;
    }

    /**
     * Returns the name of the Java type; of the primitive, where there are a primitive and a box.
     */
    public String typeName() {
        return typeName;
    }

    /** Returns the bytes that every value has; others may follow. */
    public int fixedBytes() {
        return fixedBytes;
    }

    /** Returns whether a length and as many bytes follow. */
    public boolean counted() {
        return counted;
    }

    /** Returns whether there is a primitive of this kind. */
    public boolean isPrimitive() {
        return compareTo(DOUBLE) <= 0;
    }

    /** Returns the kind with that {@linkplain #typeName() name}, or null. */
    public static @Nullable BasicKind named(String typeName) {
        for (BasicKind kind : values()) {
            if (kind.typeName.equals(typeName)) {
                return kind;
            }
        }
        return null;
    }
}
