package io.plimsoll.memory.access;

import static io.plimsoll.memory.region.ProcessMemory.EVERYTHING;

import io.plimsoll.memory.region.RegionTable;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Ints and longs at absolute addresses that threads share, with the memory orders of {@link
 * VarHandle}.
 *
 * <p>Addresses are multiples of the value's width. What {@link RawMemory} asks of its callers holds
 * here too.
 */
public final class RawAtomics {

    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle().withInvokeExactBehavior();
    private static final VarHandle LONG =
            ValueLayout.JAVA_LONG.varHandle().withInvokeExactBehavior();

    private RawAtomics() {}

    /** Reads an int in volatile mode. */
    public static int getIntVolatile(long address) {
        assert RegionTable.isLive(address, Integer.BYTES);
        return (int) INT.getVolatile(EVERYTHING, address);
    }

    /** Writes an int in volatile mode. */
    public static void putIntVolatile(long address, int value) {
        assert RegionTable.isLive(address, Integer.BYTES);
        INT.setVolatile(EVERYTHING, address, value);
    }

    /** Reads an int in acquire mode. */
    public static int getIntAcquire(long address) {
        assert RegionTable.isLive(address, Integer.BYTES);
        return (int) INT.getAcquire(EVERYTHING, address);
    }

    /** Writes an int in release mode. */
    public static void putIntRelease(long address, int value) {
        assert RegionTable.isLive(address, Integer.BYTES);
        INT.setRelease(EVERYTHING, address, value);
    }

    /** Reads an int in opaque mode. */
    public static int getIntOpaque(long address) {
        assert RegionTable.isLive(address, Integer.BYTES);
        return (int) INT.getOpaque(EVERYTHING, address);
    }

    /** Writes an int in opaque mode. */
    public static void putIntOpaque(long address, int value) {
        assert RegionTable.isLive(address, Integer.BYTES);
        INT.setOpaque(EVERYTHING, address, value);
    }

    /** Writes an int if the expected one is there, in volatile mode; returns whether it was. */
    public static boolean compareAndSetInt(long address, int expected, int value) {
        assert RegionTable.isLive(address, Integer.BYTES);
        return INT.compareAndSet(EVERYTHING, address, expected, value);
    }

    /** Writes an int if the expected one is there, in volatile mode; returns what was there. */
    public static int compareAndExchangeInt(long address, int expected, int value) {
        assert RegionTable.isLive(address, Integer.BYTES);
        return (int) INT.compareAndExchange(EVERYTHING, address, expected, value);
    }

    /** Adds to an int in volatile mode and returns what was there. */
    public static int getAndAddInt(long address, int delta) {
        assert RegionTable.isLive(address, Integer.BYTES);
        return (int) INT.getAndAdd(EVERYTHING, address, delta);
    }

    /** Replaces an int in volatile mode and returns what was there. */
    public static int getAndSetInt(long address, int value) {
        assert RegionTable.isLive(address, Integer.BYTES);
        return (int) INT.getAndSet(EVERYTHING, address, value);
    }

    /** Reads a long in volatile mode. */
    public static long getLongVolatile(long address) {
        assert RegionTable.isLive(address, Long.BYTES);
        return (long) LONG.getVolatile(EVERYTHING, address);
    }

    /** Writes a long in volatile mode. */
    public static void putLongVolatile(long address, long value) {
        assert RegionTable.isLive(address, Long.BYTES);
        LONG.setVolatile(EVERYTHING, address, value);
    }

    /** Reads a long in acquire mode. */
    public static long getLongAcquire(long address) {
        assert RegionTable.isLive(address, Long.BYTES);
        return (long) LONG.getAcquire(EVERYTHING, address);
    }

    /** Writes a long in release mode. */
    public static void putLongRelease(long address, long value) {
        assert RegionTable.isLive(address, Long.BYTES);
        LONG.setRelease(EVERYTHING, address, value);
    }

    /** Reads a long in opaque mode. */
    public static long getLongOpaque(long address) {
        assert RegionTable.isLive(address, Long.BYTES);
        return (long) LONG.getOpaque(EVERYTHING, address);
    }

    /** Writes a long in opaque mode. */
    public static void putLongOpaque(long address, long value) {
        assert RegionTable.isLive(address, Long.BYTES);
        LONG.setOpaque(EVERYTHING, address, value);
    }

    /** Writes a long if the expected one is there, in volatile mode; returns whether it was. */
    public static boolean compareAndSetLong(long address, long expected, long value) {
        assert RegionTable.isLive(address, Long.BYTES);
        return LONG.compareAndSet(EVERYTHING, address, expected, value);
    }

    /** Writes a long if the expected one is there, in volatile mode; returns what was there. */
    public static long compareAndExchangeLong(long address, long expected, long value) {
        assert RegionTable.isLive(address, Long.BYTES);
        return (long) LONG.compareAndExchange(EVERYTHING, address, expected, value);
    }

    /** Adds to a long in volatile mode and returns what was there. */
    public static long getAndAddLong(long address, long delta) {
        assert RegionTable.isLive(address, Long.BYTES);
        return (long) LONG.getAndAdd(EVERYTHING, address, delta);
    }

    /** Replaces a long in volatile mode and returns what was there. */
    public static long getAndSetLong(long address, long value) {
        assert RegionTable.isLive(address, Long.BYTES);
        return (long) LONG.getAndSet(EVERYTHING, address, value);
    }
}
