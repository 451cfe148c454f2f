package io.plimsoll.serde.value;

import io.plimsoll.serde.schema.BasicKind;
import io.plimsoll.serde.type.TypeReader;
import io.plimsoll.serde.view.DataInputView;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Numbers read as numbers of a type that has all of their values exactly. */
final class Widening {

    private Widening() {}

    /** Returns what reads numbers of one kind as those of another, or null if some would change. */
    static @Nullable TypeReader<?> reader(BasicKind from, BasicKind to) {
        return switch (to) {
            case SHORT -> from == BasicKind.BYTE ? in -> (short) in.readByte() : null;
            case INT -> isIntegral(from, Short.BYTES) ? in -> (int) integral(from, in) : null;
            case LONG -> isIntegral(from, Integer.BYTES) ? in -> integral(from, in) : null;
            case FLOAT -> isIntegral(from, Short.BYTES) ? in -> (float) integral(from, in) : null;
            case DOUBLE -> doubleReader(from);
            case BIG_INTEGER ->
                    isIntegral(from, Long.BYTES)
                            ? in -> BigInteger.valueOf(integral(from, in))
                            : null;
            case BIG_DECIMAL -> decimalReader(from);
            default -> null;
        };
    }

    private static @Nullable TypeReader<?> doubleReader(BasicKind from) {
        if (from == BasicKind.FLOAT) {
            return in -> (double) in.readFloat();
        }
        return isIntegral(from, Integer.BYTES) ? in -> (double) integral(from, in) : null;
    }

    private static @Nullable TypeReader<?> decimalReader(BasicKind from) {
        if (from == BasicKind.BIG_INTEGER) {
            return in -> new BigDecimal(BasicTypes.readBigInteger(in));
        }
        return isIntegral(from, Long.BYTES) ? in -> BigDecimal.valueOf(integral(from, in)) : null;
    }

    private static boolean isIntegral(BasicKind kind, int maxBytes) {
        return switch (kind) {
            case BYTE, SHORT, CHAR, INT, LONG -> kind.fixedBytes() <= maxBytes;
            default -> false;
        };
    }

    private static long integral(BasicKind kind, DataInputView source) throws IOException {
        return switch (kind) {
            case BYTE -> source.readByte();
            case SHORT -> source.readShort();
            case CHAR -> source.readChar();
            case INT -> source.readInt();
            case LONG -> source.readLong();
            default -> throw new IllegalArgumentException("kind=" + kind);
        };
    }
}
