package io.plimsoll.memory.access;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Primitives inside byte arrays, at any index and in native order: handles of the shape {@code
 * (byte[], int) -> value}, bounds-checked by the platform.
 */
public final class RawArrays {

    /** Whether the least significant byte comes first on this platform. */
    public static final boolean NATIVE_IS_LITTLE_ENDIAN =
            ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    /** Two bytes as a char. */
    public static final VarHandle CHAR = view(char[].class);

    /** Two bytes as a short. */
    public static final VarHandle SHORT = view(short[].class);

    /** Four bytes as an int. */
    public static final VarHandle INT = view(int[].class);

    /** Eight bytes as a long. */
    public static final VarHandle LONG = view(long[].class);

    private RawArrays() {}

    private static VarHandle view(Class<?> arrayClass) {
        return MethodHandles.byteArrayViewVarHandle(arrayClass, ByteOrder.nativeOrder())
                .withInvokeExactBehavior();
    }
}
