package io.plimsoll.memory.segment;

import io.plimsoll.memory.access.RawArrays;
import io.plimsoll.memory.access.RawMemory;

/** The layer of {@link MemorySegment} that reads and writes single values, at any index. */
abstract sealed class SegmentPrimitives extends SegmentMemory permits SegmentAtomics {

    SegmentPrimitives(byte[] heapMemory, long address, int limit) {
        super(heapMemory, address, limit);
    }

    /** Reads a byte. */
    public final byte get(int index) {
        return address != 0 ? RawMemory.getByte(at(index, Byte.BYTES)) : heapByte(index);
    }

    /** Writes a byte. */
    public final void put(int index, byte b) {
        if (address != 0) {
            RawMemory.putByte(at(index, Byte.BYTES), b);
        } else {
            heapByte(index, b);
        }
    }

    /** Reads a boolean: zero is false, any other byte is true. */
    public final boolean getBoolean(int index) {
        return get(index) != 0;
    }

    /** Writes a boolean as the byte 0 or 1. */
    public final void putBoolean(int index, boolean value) {
        put(index, (byte) (value ? 1 : 0));
    }

    /** Reads a char in native byte order. */
    public final char getChar(int index) {
        return address != 0 ? RawMemory.getChar(at(index, Character.BYTES)) : heapChar(index);
    }

    /** Reads a char, least significant byte first. */
    public final char getCharLittleEndian(int index) {
        char value = getChar(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Character.reverseBytes(value);
    }

    /** Reads a char, most significant byte first. */
    public final char getCharBigEndian(int index) {
        char value = getChar(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Character.reverseBytes(value) : value;
    }

    /** Writes a char in native byte order. */
    public final void putChar(int index, char value) {
        if (address != 0) {
            RawMemory.putChar(at(index, Character.BYTES), value);
        } else {
            heapChar(index, value);
        }
    }

    /** Writes a char, least significant byte first. */
    public final void putCharLittleEndian(int index, char value) {
        putChar(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Character.reverseBytes(value));
    }

    /** Writes a char, most significant byte first. */
    public final void putCharBigEndian(int index, char value) {
        putChar(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Character.reverseBytes(value) : value);
    }

    /** Reads a short in native byte order. */
    public final short getShort(int index) {
        return address != 0 ? RawMemory.getShort(at(index, Short.BYTES)) : heapShort(index);
    }

    /** Reads a short, least significant byte first. */
    public final short getShortLittleEndian(int index) {
        short value = getShort(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Short.reverseBytes(value);
    }

    /** Reads a short, most significant byte first. */
    public final short getShortBigEndian(int index) {
        short value = getShort(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Short.reverseBytes(value) : value;
    }

    /** Writes a short in native byte order. */
    public final void putShort(int index, short value) {
        if (address != 0) {
            RawMemory.putShort(at(index, Short.BYTES), value);
        } else {
            heapShort(index, value);
        }
    }

    /** Writes a short, least significant byte first. */
    public final void putShortLittleEndian(int index, short value) {
        putShort(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Short.reverseBytes(value));
    }

    /** Writes a short, most significant byte first. */
    public final void putShortBigEndian(int index, short value) {
        putShort(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Short.reverseBytes(value) : value);
    }

    /** Reads an int in native byte order. */
    public final int getInt(int index) {
        return address != 0 ? RawMemory.getInt(at(index, Integer.BYTES)) : heapInt(index);
    }

    /** Reads an int, least significant byte first. */
    public final int getIntLittleEndian(int index) {
        int value = getInt(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
    }

    /** Reads an int, most significant byte first. */
    public final int getIntBigEndian(int index) {
        int value = getInt(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
    }

    /** Writes an int in native byte order. */
    public final void putInt(int index, int value) {
        if (address != 0) {
            RawMemory.putInt(at(index, Integer.BYTES), value);
        } else {
            heapInt(index, value);
        }
    }

    /** Writes an int, least significant byte first. */
    public final void putIntLittleEndian(int index, int value) {
        putInt(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Integer.reverseBytes(value));
    }

    /** Writes an int, most significant byte first. */
    public final void putIntBigEndian(int index, int value) {
        putInt(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Integer.reverseBytes(value) : value);
    }

    /** Reads a long in native byte order. */
    public final long getLong(int index) {
        return address != 0 ? RawMemory.getLong(at(index, Long.BYTES)) : heapLong(index);
    }

    /** Reads a long, least significant byte first. */
    public final long getLongLittleEndian(int index) {
        long value = getLong(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Long.reverseBytes(value);
    }

    /** Reads a long, most significant byte first. */
    public final long getLongBigEndian(int index) {
        long value = getLong(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Long.reverseBytes(value) : value;
    }

    /** Writes a long in native byte order. */
    public final void putLong(int index, long value) {
        if (address != 0) {
            RawMemory.putLong(at(index, Long.BYTES), value);
        } else {
            heapLong(index, value);
        }
    }

    /** Writes a long, least significant byte first. */
    public final void putLongLittleEndian(int index, long value) {
        putLong(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Long.reverseBytes(value));
    }

    /** Writes a long, most significant byte first. */
    public final void putLongBigEndian(int index, long value) {
        putLong(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Long.reverseBytes(value) : value);
    }

    /** Reads a float in native byte order. */
    public final float getFloat(int index) {
        return Float.intBitsToFloat(getInt(index));
    }

    /** Writes a float in native byte order; its bits are kept, those of a NaN too. */
    public final void putFloat(int index, float value) {
        putInt(index, Float.floatToRawIntBits(value));
    }

    /** Reads a float, least significant byte first. */
    public final float getFloatLittleEndian(int index) {
        return Float.intBitsToFloat(getIntLittleEndian(index));
    }

    /** Writes a float, least significant byte first; its bits are kept, those of a NaN too. */
    public final void putFloatLittleEndian(int index, float value) {
        putIntLittleEndian(index, Float.floatToRawIntBits(value));
    }

    /** Reads a float, most significant byte first. */
    public final float getFloatBigEndian(int index) {
        return Float.intBitsToFloat(getIntBigEndian(index));
    }

    /** Writes a float, most significant byte first; its bits are kept, those of a NaN too. */
    public final void putFloatBigEndian(int index, float value) {
        putIntBigEndian(index, Float.floatToRawIntBits(value));
    }

    /** Reads a double in native byte order. */
    public final double getDouble(int index) {
        return Double.longBitsToDouble(getLong(index));
    }

    /** Writes a double in native byte order; its bits are kept, those of a NaN too. */
    public final void putDouble(int index, double value) {
        putLong(index, Double.doubleToRawLongBits(value));
    }

    /** Reads a double, least significant byte first. */
    public final double getDoubleLittleEndian(int index) {
        return Double.longBitsToDouble(getLongLittleEndian(index));
    }

    /** Writes a double, least significant byte first; its bits are kept, those of a NaN too. */
    public final void putDoubleLittleEndian(int index, double value) {
        putLongLittleEndian(index, Double.doubleToRawLongBits(value));
    }

    /** Reads a double, most significant byte first. */
    public final double getDoubleBigEndian(int index) {
        return Double.longBitsToDouble(getLongBigEndian(index));
    }

    /** Writes a double, most significant byte first; its bits are kept, those of a NaN too. */
    public final void putDoubleBigEndian(int index, double value) {
        putLongBigEndian(index, Double.doubleToRawLongBits(value));
    }

    // On the heap: the array's own check does for bounds and, as a freed segment has an empty one,
    // for liveness; what it throws is only translated

    private byte heapByte(int index) {
        try {
            return heapMemory[index];
        } catch (IndexOutOfBoundsException outside) {
            throw failure(index, Byte.BYTES);
        }
    }

    private void heapByte(int index, byte value) {
        try {
            heapMemory[index] = value;
        } catch (IndexOutOfBoundsException outside) {
            throw failure(index, Byte.BYTES);
        }
    }

    private char heapChar(int index) {
        try {
            return (char) RawArrays.CHAR.get(heapMemory, index);
        } catch (IndexOutOfBoundsException outside) {
            throw failure(index, Character.BYTES);
        }
    }

    private void heapChar(int index, char value) {
        try {
            RawArrays.CHAR.set(heapMemory, index, value);
        } catch (IndexOutOfBoundsException outside) {
            throw failure(index, Character.BYTES);
        }
    }

    private short heapShort(int index) {
        try {
            return (short) RawArrays.SHORT.get(heapMemory, index);
        } catch (IndexOutOfBoundsException outside) {
            throw failure(index, Short.BYTES);
        }
    }

    private void heapShort(int index, short value) {
        try {
            RawArrays.SHORT.set(heapMemory, index, value);
        } catch (IndexOutOfBoundsException outside) {
            throw failure(index, Short.BYTES);
        }
    }

    private int heapInt(int index) {
        try {
            return (int) RawArrays.INT.get(heapMemory, index);
        } catch (IndexOutOfBoundsException outside) {
            throw failure(index, Integer.BYTES);
        }
    }

    private void heapInt(int index, int value) {
        try {
            RawArrays.INT.set(heapMemory, index, value);
        } catch (IndexOutOfBoundsException outside) {
            throw failure(index, Integer.BYTES);
        }
    }

    private long heapLong(int index) {
        try {
            return (long) RawArrays.LONG.get(heapMemory, index);
        } catch (IndexOutOfBoundsException outside) {
            throw failure(index, Long.BYTES);
        }
    }

    private void heapLong(int index, long value) {
        try {
            RawArrays.LONG.set(heapMemory, index, value);
        } catch (IndexOutOfBoundsException outside) {
            throw failure(index, Long.BYTES);
        }
    }
}
