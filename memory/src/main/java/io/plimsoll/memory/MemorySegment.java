package io.plimsoll.memory;

import io.plimsoll.memory.access.RawMemory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A piece of memory of fixed size, on the heap or off it, with random access to every primitive.
 *
 * <p>All offsets and lengths are in bytes from the start of the segment and need no alignment.
 * Every operation is checked, before it changes anything: a range outside the segment is an {@link
 * IndexOutOfBoundsException}, a segment that was freed an {@link IllegalStateException}. The
 * operations, their names, arguments and exceptions are those of Apache Flink's class of this name.
 *
 * <p><b>Threads:</b> any thread may use a segment, but no operation synchronizes. Whoever hands one
 * to another thread publishes it safely. Freeing a segment while another thread uses it is a bug of
 * the caller; the memory under a page stays mapped, so that it is not a crash.
 *
 * <p>A segment leased from a {@link MemoryPool} is a <em>page</em>: freeing it gives it back to its
 * pool, which may then lease the same object to somebody else. A reference kept beyond that is a
 * bug that {@link MemoryManager.Builder#checkUseAfterFree} makes visible.
 */
public final class MemorySegment {

    /** Stands for "not a page of a pool". */
    static final int NO_PAGE = -1;

    /** Makes every check fail, for every index and length. */
    private static final long FREED = -1;

    private static final VarHandle LIMIT;
    private static final VarHandle OWNER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            LIMIT = lookup.findVarHandle(MemorySegment.class, "limit", long.class);
            OWNER = lookup.findVarHandle(MemorySegment.class, "owner", Object.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** The bytes of a heap segment; null off the heap. */
    private final byte @Nullable [] heapMemory;

    /** Absolute address of an off-heap segment; 0 on the heap. */
    private final long address;

    private final int size;

    /** Index in the page table of the manager that owns the page, or {@link #NO_PAGE}. */
    private final int page;

    /** Whether buffers may be handed out that outlive this object. */
    private final boolean wrappable;

    /**
     * The size while the segment is live, {@link #FREED} afterwards: one comparison checks bounds
     * and liveness. Plain, because a race with {@code free} is a bug of the caller; {@code free}
     * itself swaps it atomically, so that one call wins.
     */
    private long limit;

    /**
     * Of a page the pool that leases it, compared and set at release, so that of two releases one
     * fails; of any other segment what its maker gave.
     */
    private @Nullable Object owner;

    /** The whole segment as a buffer; made at first need for a page. */
    private @Nullable ByteBuffer offHeapBuffer;

    private @Nullable Runnable cleaner;

    private MemorySegment(
            byte @Nullable [] heapMemory,
            long address,
            int size,
            int page,
            boolean wrappable,
            @Nullable Object owner) {
        this.heapMemory = heapMemory;
        this.address = address;
        this.size = size;
        this.page = page;
        this.wrappable = wrappable;
        this.owner = owner;
        this.limit = page == NO_PAGE ? size : FREED;
    }

    static MemorySegment onHeap(byte[] array, @Nullable Object owner) {
        return new MemorySegment(array, 0, array.length, NO_PAGE, true, owner);
    }

    /** The buffer keeps its memory alive for as long as the segment is reachable and not freed. */
    static MemorySegment overBuffer(ByteBuffer direct, long address, @Nullable Object owner) {
        MemorySegment segment =
                new MemorySegment(null, address, direct.capacity(), NO_PAGE, true, owner);
        segment.offHeapBuffer = direct;
        return segment;
    }

    /** The cleaner runs once, at the first {@code free}. */
    static MemorySegment overAddress(
            long address, int size, @Nullable Object owner, Runnable cleaner) {
        MemorySegment segment = new MemorySegment(null, address, size, NO_PAGE, false, owner);
        segment.cleaner = cleaner;
        return segment;
    }

    /** A page that nobody leases yet. */
    static MemorySegment page(long address, int size, int page) {
        return new MemorySegment(null, address, size, page, true, null);
    }

    // Life

    /** Returns the length in bytes, also after the segment was freed. */
    public int size() {
        return size;
    }

    /** Whether the segment was freed: every access to it fails. */
    public boolean isFreed() {
        return limit < 0;
    }

    /**
     * Ends the life of this segment: every later access throws {@link IllegalStateException}. A
     * page goes back to its pool. Freeing a segment again has no effect.
     */
    public void free() {
        if (page != NO_PAGE) {
            if (owner instanceof MemoryPool pool) {
                pool.releaseOnce(this);
            }
            return;
        }
        if ((long) LIMIT.getAndSet(this, FREED) != FREED) {
            offHeapBuffer = null;
            Runnable action = cleaner;
            cleaner = null;
            if (action != null) {
                action.run();
            }
        }
    }

    /** Index of a page in its manager's table, {@link #NO_PAGE} for any other segment. */
    int page() {
        return page;
    }

    /** Opens a page for its new owner; only whoever took it off a free list may call this. */
    void lease(MemoryPool pool) {
        owner = pool;
        limit = size;
    }

    /** Closes a page; of several calls for one lease exactly one returns true. */
    boolean endLease(MemoryPool pool) {
        if (page == NO_PAGE || !OWNER.compareAndSet(this, pool, null)) {
            return false;
        }
        limit = FREED;
        return true;
    }

    /** Ends the life of a page whoever leases it, when its manager shuts down. */
    void revoke() {
        owner = null;
        limit = FREED;
    }

    /** The pool that leases this page, null for a free page and for any other segment. */
    @Nullable MemoryPool lessee() {
        return page != NO_PAGE && owner instanceof MemoryPool pool ? pool : null;
    }

    /** Address of a page whether leased or not. */
    long pageAddress() {
        return address;
    }

    /** Whether the memory lies outside the Java heap. */
    public boolean isOffHeap() {
        return heapMemory == null;
    }

    /**
     * Returns the array under a heap segment, also after it was freed.
     *
     * @throws IllegalStateException if the segment is off-heap
     */
    public byte[] getArray() {
        if (heapMemory == null) {
            throw new IllegalStateException("the segment is off-heap (expected one over an array)");
        }
        return heapMemory;
    }

    /** Returns the array under a heap segment, null for an off-heap one. */
    public byte @Nullable [] getHeapMemory() {
        return heapMemory;
    }

    /**
     * Returns the buffer over an off-heap segment: one and the same object each time, so that its
     * position is shared by all who ask.
     *
     * @throws IllegalStateException if the segment is on the heap or was freed
     */
    public ByteBuffer getOffHeapBuffer() {
        if (heapMemory != null) {
            throw new IllegalStateException(
                    "the segment is on the heap (expected off-heap memory)");
        }
        check(0, 0);
        ByteBuffer buffer = offHeapBuffer;
        if (buffer == null) {
            buffer = RawMemory.view(address, size);
            offHeapBuffer = buffer;
        }
        return buffer;
    }

    /**
     * Returns the absolute address of an off-heap segment.
     *
     * @throws IllegalStateException if the segment is on the heap or was freed
     */
    public long getAddress() {
        if (heapMemory != null) {
            throw new IllegalStateException(
                    "the segment is on the heap (expected off-heap memory)");
        }
        check(0, 0);
        return address;
    }

    /**
     * Returns what the segment was made for: of a page the owner or pool that leases it, null when
     * nobody does.
     */
    public @Nullable Object getOwner() {
        Object current = owner;
        return page != NO_PAGE && current instanceof MemoryPool pool ? pool.owner() : current;
    }

    /**
     * Returns a new buffer over the whole segment with position {@code offset} and limit {@code
     * offset + length}. It does not notice when the segment is freed.
     *
     * @throws UnsupportedOperationException if the memory ends with the segment, so that the buffer
     *     could outlive it
     */
    public ByteBuffer wrap(int offset, int length) {
        if (!wrappable) {
            throw new UnsupportedOperationException(
                    "the memory of this segment is released when it is freed (expected memory that a buffer"
                            + " may outlive)");
        }
        return buffer(offset, length);
    }

    /** Applies a function to a buffer over the whole segment, which must not escape from it. */
    @SuppressWarnings("overloads") // Flink's pair: a lambda with a result picks this one
    public <T extends @Nullable Object> T processAsByteBuffer(
            Function<ByteBuffer, T> processFunction) {
        return processFunction.apply(buffer(0, size));
    }

    /** Hands a buffer over the whole segment to a consumer, from which it must not escape. */
    @SuppressWarnings("overloads") // Flink's pair: a lambda without result picks this one
    public void processAsByteBuffer(Consumer<ByteBuffer> processConsumer) {
        processConsumer.accept(buffer(0, size));
    }

    /** Like {@link #wrap}, whether or not the memory ends with the segment. */
    ByteBuffer buffer(int offset, int length) {
        check(offset, length);
        byte[] array = heapMemory;
        return array == null
                ? getOffHeapBuffer().duplicate().limit(offset + length).position(offset)
                : ByteBuffer.wrap(array, offset, length);
    }

    // Primitives

    /** Reads a byte. */
    public byte get(int index) {
        check(index, Byte.BYTES);
        byte[] array = heapMemory;
        return array == null ? RawMemory.getByte(address + index) : array[index];
    }

    /** Writes a byte. */
    public void put(int index, byte b) {
        check(index, Byte.BYTES);
        byte[] array = heapMemory;
        if (array == null) {
            RawMemory.putByte(address + index, b);
        } else {
            array[index] = b;
        }
    }

    /** Reads a boolean: zero is false, any other byte is true. */
    public boolean getBoolean(int index) {
        return get(index) != 0;
    }

    /** Writes a boolean as the byte 0 or 1. */
    public void putBoolean(int index, boolean value) {
        put(index, (byte) (value ? 1 : 0));
    }

    /** Reads a char in native byte order. */
    public char getChar(int index) {
        check(index, Character.BYTES);
        byte[] array = heapMemory;
        return array == null
                ? RawMemory.getChar(address + index)
                : (char) ArrayViews.CHAR.get(array, index);
    }

    /** Reads a char, least significant byte first. */
    public char getCharLittleEndian(int index) {
        char value = getChar(index);
        return ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? value : Character.reverseBytes(value);
    }

    /** Reads a char, most significant byte first. */
    public char getCharBigEndian(int index) {
        char value = getChar(index);
        return ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? Character.reverseBytes(value) : value;
    }

    /** Writes a char in native byte order. */
    public void putChar(int index, char value) {
        check(index, Character.BYTES);
        byte[] array = heapMemory;
        if (array == null) {
            RawMemory.putChar(address + index, value);
        } else {
            ArrayViews.CHAR.set(array, index, value);
        }
    }

    /** Writes a char, least significant byte first. */
    public void putCharLittleEndian(int index, char value) {
        putChar(index, ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? value : Character.reverseBytes(value));
    }

    /** Writes a char, most significant byte first. */
    public void putCharBigEndian(int index, char value) {
        putChar(index, ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? Character.reverseBytes(value) : value);
    }

    /** Reads a short in native byte order. */
    public short getShort(int index) {
        check(index, Short.BYTES);
        byte[] array = heapMemory;
        return array == null
                ? RawMemory.getShort(address + index)
                : (short) ArrayViews.SHORT.get(array, index);
    }

    /** Reads a short, least significant byte first. */
    public short getShortLittleEndian(int index) {
        short value = getShort(index);
        return ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? value : Short.reverseBytes(value);
    }

    /** Reads a short, most significant byte first. */
    public short getShortBigEndian(int index) {
        short value = getShort(index);
        return ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? Short.reverseBytes(value) : value;
    }

    /** Writes a short in native byte order. */
    public void putShort(int index, short value) {
        check(index, Short.BYTES);
        byte[] array = heapMemory;
        if (array == null) {
            RawMemory.putShort(address + index, value);
        } else {
            ArrayViews.SHORT.set(array, index, value);
        }
    }

    /** Writes a short, least significant byte first. */
    public void putShortLittleEndian(int index, short value) {
        putShort(index, ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? value : Short.reverseBytes(value));
    }

    /** Writes a short, most significant byte first. */
    public void putShortBigEndian(int index, short value) {
        putShort(index, ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? Short.reverseBytes(value) : value);
    }

    /** Reads an int in native byte order. */
    public int getInt(int index) {
        check(index, Integer.BYTES);
        byte[] array = heapMemory;
        return array == null
                ? RawMemory.getInt(address + index)
                : (int) ArrayViews.INT.get(array, index);
    }

    /** Reads an int, least significant byte first. */
    public int getIntLittleEndian(int index) {
        int value = getInt(index);
        return ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
    }

    /** Reads an int, most significant byte first. */
    public int getIntBigEndian(int index) {
        int value = getInt(index);
        return ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
    }

    /** Writes an int in native byte order. */
    public void putInt(int index, int value) {
        check(index, Integer.BYTES);
        byte[] array = heapMemory;
        if (array == null) {
            RawMemory.putInt(address + index, value);
        } else {
            ArrayViews.INT.set(array, index, value);
        }
    }

    /** Writes an int, least significant byte first. */
    public void putIntLittleEndian(int index, int value) {
        putInt(index, ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? value : Integer.reverseBytes(value));
    }

    /** Writes an int, most significant byte first. */
    public void putIntBigEndian(int index, int value) {
        putInt(index, ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? Integer.reverseBytes(value) : value);
    }

    /** Reads a long in native byte order. */
    public long getLong(int index) {
        check(index, Long.BYTES);
        byte[] array = heapMemory;
        return array == null
                ? RawMemory.getLong(address + index)
                : (long) ArrayViews.LONG.get(array, index);
    }

    /** Reads a long, least significant byte first. */
    public long getLongLittleEndian(int index) {
        long value = getLong(index);
        return ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? value : Long.reverseBytes(value);
    }

    /** Reads a long, most significant byte first. */
    public long getLongBigEndian(int index) {
        long value = getLong(index);
        return ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? Long.reverseBytes(value) : value;
    }

    /** Writes a long in native byte order. */
    public void putLong(int index, long value) {
        check(index, Long.BYTES);
        byte[] array = heapMemory;
        if (array == null) {
            RawMemory.putLong(address + index, value);
        } else {
            ArrayViews.LONG.set(array, index, value);
        }
    }

    /** Writes a long, least significant byte first. */
    public void putLongLittleEndian(int index, long value) {
        putLong(index, ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? value : Long.reverseBytes(value));
    }

    /** Writes a long, most significant byte first. */
    public void putLongBigEndian(int index, long value) {
        putLong(index, ArrayViews.NATIVE_IS_LITTLE_ENDIAN ? Long.reverseBytes(value) : value);
    }

    /** Reads a float in native byte order. */
    public float getFloat(int index) {
        return Float.intBitsToFloat(getInt(index));
    }

    /** Writes a float in native byte order; its bits are kept, those of a NaN too. */
    public void putFloat(int index, float value) {
        putInt(index, Float.floatToRawIntBits(value));
    }

    /** Reads a float, least significant byte first. */
    public float getFloatLittleEndian(int index) {
        return Float.intBitsToFloat(getIntLittleEndian(index));
    }

    /** Writes a float, least significant byte first; its bits are kept, those of a NaN too. */
    public void putFloatLittleEndian(int index, float value) {
        putIntLittleEndian(index, Float.floatToRawIntBits(value));
    }

    /** Reads a float, most significant byte first. */
    public float getFloatBigEndian(int index) {
        return Float.intBitsToFloat(getIntBigEndian(index));
    }

    /** Writes a float, most significant byte first; its bits are kept, those of a NaN too. */
    public void putFloatBigEndian(int index, float value) {
        putIntBigEndian(index, Float.floatToRawIntBits(value));
    }

    /** Reads a double in native byte order. */
    public double getDouble(int index) {
        return Double.longBitsToDouble(getLong(index));
    }

    /** Writes a double in native byte order; its bits are kept, those of a NaN too. */
    public void putDouble(int index, double value) {
        putLong(index, Double.doubleToRawLongBits(value));
    }

    /** Reads a double, least significant byte first. */
    public double getDoubleLittleEndian(int index) {
        return Double.longBitsToDouble(getLongLittleEndian(index));
    }

    /** Writes a double, least significant byte first; its bits are kept, those of a NaN too. */
    public void putDoubleLittleEndian(int index, double value) {
        putLongLittleEndian(index, Double.doubleToRawLongBits(value));
    }

    /** Reads a double, most significant byte first. */
    public double getDoubleBigEndian(int index) {
        return Double.longBitsToDouble(getLongBigEndian(index));
    }

    /** Writes a double, most significant byte first; its bits are kept, those of a NaN too. */
    public void putDoubleBigEndian(int index, double value) {
        putLongBigEndian(index, Double.doubleToRawLongBits(value));
    }

    // Bulk

    /** Reads {@code dst.length} bytes from {@code index} on. */
    public void get(int index, byte[] dst) {
        get(index, dst, 0, dst.length);
    }

    /** Writes all of {@code src} from {@code index} on. */
    public void put(int index, byte[] src) {
        put(index, src, 0, src.length);
    }

    /** Reads {@code length} bytes from {@code index} on into {@code dst} at {@code offset}. */
    public void get(int index, byte[] dst, int offset, int length) {
        SegmentBounds.checkArray(dst.length, offset, length);
        check(index, length);
        byte[] array = heapMemory;
        if (array == null) {
            RawMemory.copyToArray(address + index, dst, offset, length);
        } else {
            System.arraycopy(array, index, dst, offset, length);
        }
    }

    /** Writes {@code length} bytes of {@code src} from its {@code offset} on to {@code index}. */
    public void put(int index, byte[] src, int offset, int length) {
        SegmentBounds.checkArray(src.length, offset, length);
        check(index, length);
        byte[] array = heapMemory;
        if (array == null) {
            RawMemory.copyFromArray(src, offset, address + index, length);
        } else {
            System.arraycopy(src, offset, array, index, length);
        }
    }

    /** Writes {@code length} bytes of this segment from {@code offset} on to a data output. */
    public void get(DataOutput out, int offset, int length) throws IOException {
        check(offset, length);
        byte[] array = heapMemory;
        if (array != null) {
            out.write(array, offset, length);
            return;
        }
        int at = offset;
        int end = offset + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            out.writeLong(getLongBigEndian(at));
        }
        for (; at < end; at++) {
            out.writeByte(get(at));
        }
    }

    /**
     * Reads {@code length} bytes from a data input into this segment at {@code offset}. If the
     * input ends early or fails, the bytes before that point may have been written.
     */
    public void put(DataInput in, int offset, int length) throws IOException {
        check(offset, length);
        byte[] array = heapMemory;
        if (array != null) {
            in.readFully(array, offset, length);
            return;
        }
        int at = offset;
        int end = offset + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            putLongBigEndian(at, in.readLong());
        }
        for (; at < end; at++) {
            put(at, in.readByte());
        }
    }

    /**
     * Reads {@code numBytes} bytes from {@code offset} on into a buffer and advances its position.
     *
     * @throws java.nio.BufferOverflowException if the buffer has too little room
     * @throws java.nio.ReadOnlyBufferException if the buffer is read-only
     */
    public void get(int offset, ByteBuffer target, int numBytes) {
        SegmentBounds.checkNotNegative(offset, numBytes);
        SegmentBounds.checkTarget(target, numBytes);
        check(offset, numBytes);
        int position = target.position();
        byte[] array = heapMemory;
        if (array == null) {
            target.put(position, getOffHeapBuffer(), offset, numBytes);
        } else {
            target.put(position, array, offset, numBytes);
        }
        target.position(position + numBytes);
    }

    /**
     * Writes {@code numBytes} bytes of a buffer to {@code offset} and advances the buffer's
     * position.
     *
     * @throws java.nio.BufferUnderflowException if the buffer has fewer bytes left
     */
    public void put(int offset, ByteBuffer source, int numBytes) {
        SegmentBounds.checkNotNegative(offset, numBytes);
        SegmentBounds.checkSource(source, numBytes);
        check(offset, numBytes);
        int position = source.position();
        byte[] array = heapMemory;
        if (array == null) {
            getOffHeapBuffer().put(offset, source, position, numBytes);
        } else {
            source.get(position, array, offset, numBytes);
        }
        source.position(position + numBytes);
    }

    /**
     * Copies {@code numBytes} bytes from {@code offset} on to another segment, which may be this
     * one: overlapping ranges are copied as if through a buffer.
     */
    public void copyTo(int offset, MemorySegment target, int targetOffset, int numBytes) {
        check(offset, numBytes);
        target.check(targetOffset, numBytes);
        byte[] to = target.heapMemory;
        if (to != null) {
            get(offset, to, targetOffset, numBytes);
        } else if (heapMemory != null) {
            RawMemory.copyFromArray(heapMemory, offset, target.address + targetOffset, numBytes);
        } else {
            RawMemory.copy(address + offset, target.address + targetOffset, numBytes);
        }
    }

    /**
     * Copies {@code numBytes} bytes from {@code offset} on into an array of primitives.
     *
     * @param target an array of any primitive type but boolean
     * @param targetPointer where to write, in bytes from the array's first element; unlike Flink's
     *     no base offset of {@code Unsafe} is added, because there is none here
     * @throws IllegalArgumentException if {@code target} is not such an array
     */
    public void copyToUnsafe(int offset, Object target, int targetPointer, int numBytes) {
        check(offset, numBytes);
        SegmentTransfer.toArray(this, offset, target, targetPointer, numBytes);
    }

    /**
     * Copies {@code numBytes} bytes of an array of primitives into this segment at {@code offset}.
     *
     * @param source an array of any primitive type but boolean
     * @param sourcePointer where to read, in bytes from the array's first element
     * @throws IllegalArgumentException if {@code source} is not such an array
     */
    public void copyFromUnsafe(int offset, Object source, int sourcePointer, int numBytes) {
        check(offset, numBytes);
        SegmentTransfer.fromArray(source, sourcePointer, this, offset, numBytes);
    }

    // Comparison

    /**
     * Compares {@code len} bytes of two segments as unsigned bytes.
     *
     * @return negative, zero or positive
     */
    public int compare(MemorySegment seg2, int offset1, int offset2, int len) {
        check(offset1, len);
        seg2.check(offset2, len);
        int differs = SegmentTransfer.mismatch(this, offset1, seg2, offset2, len);
        return differs < 0
                ? 0
                : (get(offset1 + differs) & 0xFF) - (seg2.get(offset2 + differs) & 0xFF);
    }

    /**
     * Compares two byte strings as unsigned bytes; of two where one begins the other, the shorter
     * is the smaller.
     *
     * @return negative, zero or positive
     */
    public int compare(MemorySegment seg2, int offset1, int offset2, int len1, int len2) {
        check(offset1, len1);
        seg2.check(offset2, len2);
        int order = compare(seg2, offset1, offset2, Math.min(len1, len2));
        return order == 0 ? Integer.compare(len1, len2) : order;
    }

    /** Whether {@code length} bytes of two segments are the same. */
    public boolean equalTo(MemorySegment seg2, int offset1, int offset2, int length) {
        check(offset1, length);
        seg2.check(offset2, length);
        return SegmentTransfer.mismatch(this, offset1, seg2, offset2, length) < 0;
    }

    /**
     * Swaps {@code len} bytes of two segments.
     *
     * @param tempBuffer scratch space of at least {@code len} bytes
     */
    public void swapBytes(
            byte[] tempBuffer, MemorySegment seg2, int offset1, int offset2, int len) {
        SegmentBounds.checkArray(tempBuffer.length, 0, len);
        check(offset1, len);
        seg2.check(offset2, len);
        get(offset1, tempBuffer, 0, len);
        seg2.copyTo(offset2, this, offset1, len);
        seg2.put(offset2, tempBuffer, 0, len);
    }

    /**
     * The one comparison before every access: {@code index} and {@code limit - length - index} are
     * both non-negative exactly if their union is. Long arithmetic, so that no sum overflows.
     */
    private void check(int index, int length) {
        if ((index | length | (limit - length - index)) < 0) {
            throw SegmentBounds.failure(limit < 0, size, index, length);
        }
    }

    @Override
    public String toString() {
        return "MemorySegment[size="
                + size
                + (isOffHeap() ? ", off-heap" : ", heap")
                + (isFreed() ? ", freed]" : "]");
    }
}
