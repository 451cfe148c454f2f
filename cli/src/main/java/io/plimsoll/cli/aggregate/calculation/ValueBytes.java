package io.plimsoll.cli.aggregate.calculation;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A value as bytes that are equal where values are. Not thread-safe. */
final class ValueBytes {

    private byte[] bytes = new byte[64];
    private int lengthBytes;

    /** Takes an argument's value. */
    void set(Argument argument) {
        switch (argument.type()) {
            case STRING -> {
                room(argument.lengthBytes());
                argument.copyTo(bytes, 0);
            }
            case LONG -> putLong(argument.longValue());
            // Adding 0.0 turns -0.0 into 0.0 and changes nothing else.
            case DOUBLE -> putLong(Double.doubleToLongBits(argument.doubleValue() + 0.0));
            case DECIMAL -> {
                BigDecimal value = BigDecimal.valueOf(argument.unscaled(), argument.scale());
                byte[] text = Numbers.text(value).getBytes(StandardCharsets.US_ASCII);
                room(text.length);
                System.arraycopy(text, 0, bytes, 0, text.length);
            }
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int lengthBytes() {
        return lengthBytes;
    }

    private void putLong(long value) {
        room(Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(0, value);
    }

    private void room(int length) {
        if (bytes.length < length) {
            bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
        }
        lengthBytes = length;
    }
}
