package io.plimsoll.memory.segment;

import java.nio.ByteOrder;
import java.util.List;

/**
 * One pair of a reading and a writing operation, its value as bits.
 *
 * @param order how the bytes lie
 */
record Accessor(String name, int width, ByteOrder order, Reader reader, Writer writer) {

    interface Reader {
        long read(MemorySegment segment, int index);
    }

    interface Writer {
        void write(MemorySegment segment, int index, long bits);
    }

    private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final ByteOrder BIG = ByteOrder.BIG_ENDIAN;

    static List<Accessor> all() {
        return List.of(
                new Accessor(
                        "byte", 1, NATIVE, MemorySegment::get, (s, i, v) -> s.put(i, (byte) v)),
                new Accessor(
                        "char",
                        2,
                        NATIVE,
                        MemorySegment::getChar,
                        (s, i, v) -> s.putChar(i, (char) v)),
                new Accessor(
                        "charLittleEndian",
                        2,
                        LITTLE,
                        MemorySegment::getCharLittleEndian,
                        (s, i, v) -> s.putCharLittleEndian(i, (char) v)),
                new Accessor(
                        "charBigEndian",
                        2,
                        BIG,
                        MemorySegment::getCharBigEndian,
                        (s, i, v) -> s.putCharBigEndian(i, (char) v)),
                new Accessor(
                        "short",
                        2,
                        NATIVE,
                        MemorySegment::getShort,
                        (s, i, v) -> s.putShort(i, (short) v)),
                new Accessor(
                        "shortLittleEndian",
                        2,
                        LITTLE,
                        MemorySegment::getShortLittleEndian,
                        (s, i, v) -> s.putShortLittleEndian(i, (short) v)),
                new Accessor(
                        "shortBigEndian",
                        2,
                        BIG,
                        MemorySegment::getShortBigEndian,
                        (s, i, v) -> s.putShortBigEndian(i, (short) v)),
                new Accessor(
                        "int", 4, NATIVE, MemorySegment::getInt, (s, i, v) -> s.putInt(i, (int) v)),
                new Accessor(
                        "intLittleEndian",
                        4,
                        LITTLE,
                        MemorySegment::getIntLittleEndian,
                        (s, i, v) -> s.putIntLittleEndian(i, (int) v)),
                new Accessor(
                        "intBigEndian",
                        4,
                        BIG,
                        MemorySegment::getIntBigEndian,
                        (s, i, v) -> s.putIntBigEndian(i, (int) v)),
                new Accessor("long", 8, NATIVE, MemorySegment::getLong, MemorySegment::putLong),
                new Accessor(
                        "longLittleEndian",
                        8,
                        LITTLE,
                        MemorySegment::getLongLittleEndian,
                        MemorySegment::putLongLittleEndian),
                new Accessor(
                        "longBigEndian",
                        8,
                        BIG,
                        MemorySegment::getLongBigEndian,
                        MemorySegment::putLongBigEndian),
                floats("float", NATIVE, MemorySegment::getFloat, MemorySegment::putFloat),
                floats(
                        "floatLittleEndian",
                        LITTLE,
                        MemorySegment::getFloatLittleEndian,
                        MemorySegment::putFloatLittleEndian),
                floats(
                        "floatBigEndian",
                        BIG,
                        MemorySegment::getFloatBigEndian,
                        MemorySegment::putFloatBigEndian),
                doubles("double", NATIVE, MemorySegment::getDouble, MemorySegment::putDouble),
                doubles(
                        "doubleLittleEndian",
                        LITTLE,
                        MemorySegment::getDoubleLittleEndian,
                        MemorySegment::putDoubleLittleEndian),
                doubles(
                        "doubleBigEndian",
                        BIG,
                        MemorySegment::getDoubleBigEndian,
                        MemorySegment::putDoubleBigEndian));
    }

    private interface FloatReader {
        float read(MemorySegment segment, int index);
    }

    private interface FloatWriter {
        void write(MemorySegment segment, int index, float value);
    }

    private static Accessor floats(
            String name, ByteOrder order, FloatReader reader, FloatWriter writer) {
        return new Accessor(
                name,
                4,
                order,
                (s, i) -> Float.floatToRawIntBits(reader.read(s, i)),
                (s, i, v) -> writer.write(s, i, Float.intBitsToFloat((int) v)));
    }

    private interface DoubleReader {
        double read(MemorySegment segment, int index);
    }

    private interface DoubleWriter {
        void write(MemorySegment segment, int index, double value);
    }

    private static Accessor doubles(
            String name, ByteOrder order, DoubleReader reader, DoubleWriter writer) {
        return new Accessor(
                name,
                8,
                order,
                (s, i) -> Double.doubleToRawLongBits(reader.read(s, i)),
                (s, i, v) -> writer.write(s, i, Double.longBitsToDouble(v)));
    }

    /** The bits that this accessor keeps of a value. */
    long kept(long bits) {
        return bits & (-1L >>> (Long.SIZE - Byte.SIZE * width));
    }

    /** What the byte at an offset within the value must be. */
    byte byteAt(long bits, int offset) {
        int fromLow = order == LITTLE ? offset : width - 1 - offset;
        return (byte) (bits >>> (Byte.SIZE * fromLow));
    }

    @Override
    public String toString() {
        return name;
    }
}
