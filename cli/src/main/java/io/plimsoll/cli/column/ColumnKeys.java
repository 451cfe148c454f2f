package io.plimsoll.cli.column;

import io.plimsoll.serde.key.KeySink;
import io.plimsoll.serde.key.NormalizedKeys;
import java.math.BigDecimal;

/**
 * Makes keys of values: bytes whose order is the values', and none of which is the start of
 * another. Not thread-safe.
 */
public final class ColumnKeys {

    private final LongText longs = new LongText();
    private final DoubleText doubles = new DoubleText();
    private final DecimalText decimals = new DecimalText();

    /** Appends a value as a key; false, and nothing appended, when it is malformed. */
    public boolean tryPut(KeySink sink, ColumnType type, long address, int lengthBytes) {
        return switch (type) {
            case STRING -> {
                NormalizedKeys.putBytes(sink, address, lengthBytes);
                yield true;
            }
            case LONG -> {
                boolean isOne = longs.tryRead(address, lengthBytes);
                if (isOne) {
                    NormalizedKeys.putLong(sink, longs.value());
                }
                yield isOne;
            }
            case DOUBLE -> {
                boolean isOne = doubles.tryRead(address, lengthBytes);
                if (isOne) {
                    NormalizedKeys.putDouble(sink, doubles.value());
                }
                yield isOne;
            }
            case DECIMAL -> {
                boolean isOne = decimals.tryRead(address, lengthBytes);
                if (isOne) {
                    NormalizedKeys.putBigDecimal(
                            sink, BigDecimal.valueOf(decimals.unscaled(), decimals.scale()));
                }
                yield isOne;
            }
        };
    }
}
