package io.plimsoll.memory;

import io.plimsoll.memory.access.RawArrays;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.region.RegionTable;
import io.plimsoll.memory.region.UnpooledMemory;
import io.plimsoll.memory.tracking.Lease;
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
 * bug that {@link LeakDetection#ADVANCED} makes visible.
 */
public final class MemorySegment {

    /** Stands for "not a page of a pool". */
    static final int NO_PAGE = -1;

    /** Makes every check fail, for every index and length. */
    private static final int FREED = -1;

    /** Stands in for the array of an off-heap segment. */
    private static final byte[] NO_ARRAY = {};

    private static final VarHandle LIMIT;
    private static final VarHandle OWNER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            LIMIT = lookup.findVarHandle(MemorySegment.class, "limit", int.class);
            OWNER = lookup.findVarHandle(MemorySegment.class, "owner", Object.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** The bytes of a heap segment, {@link #NO_ARRAY} off the heap. */
    private final byte[] heapMemory;

    /** Absolute address of an off-heap segment; 0 says that the bytes are in the array. */
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
    private int limit;

    /**
     * Of a page the pool that leases it, compared and set at release, so that of two releases one
     * fails, or a {@link Lease} of that pool if it is followed; of any other segment what its maker
     * gave.
     */
    private @Nullable Object owner;

    /** The whole segment as a buffer; made at first need for a page. */
    private @Nullable ByteBuffer offHeapBuffer;

    private @Nullable Runnable cleaner;

    private MemorySegment(
            byte[] heapMemory,
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

    /** Creates a segment over an array. */
    MemorySegment(byte[] array, @Nullable Object owner) {
        this(array, 0, array.length, NO_PAGE, true, owner);
    }

    /**
     * Creates a segment over a direct buffer, which keeps the memory alive for as long as the
     * segment is reachable and not freed.
     *
     * @throws IllegalArgumentException if the buffer is not direct
     */
    MemorySegment(ByteBuffer direct, @Nullable Object owner) {
        this(NO_ARRAY, UnpooledMemory.addressOf(direct), direct.capacity(), NO_PAGE, true, owner);
        assert RegionTable.watch(address, size, direct);
        this.offHeapBuffer = direct;
    }

    /** The cleaner runs once, at the first {@code free}. */
    static MemorySegment overAddress(
            long address, int size, @Nullable Object owner, Runnable cleaner) {
        MemorySegment segment = new MemorySegment(NO_ARRAY, address, size, NO_PAGE, false, owner);
        segment.cleaner = cleaner;
        return segment;
    }

    /** A page that nobody leases yet. */
    static MemorySegment page(long address, int size, int page) {
        return new MemorySegment(NO_ARRAY, address, size, page, true, null);
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
     * page goes back to its pool. Freeing a segment again has no effect, unless leases are followed
     * at level {@link LeakDetection#ADVANCED} or above.
     *
     * @throws IllegalStateException if this is a page that was freed before, at these levels; its
     *     cause is the stack of the first time
     */
    public void free() {
        if (page != NO_PAGE) {
            freePage();
            return;
        }
        if ((int) LIMIT.getAndSet(this, FREED) != FREED) {
            offHeapBuffer = null;
            Runnable action = cleaner;
            cleaner = null;
            if (action != null) {
                action.run();
            }
        }
    }

    private void freePage() {
        Object current = owner;
        if (current instanceof MemoryPool pool) {
            pool.releaseOnce(this);
        } else if (current instanceof Lease lease) {
            ((MemoryPool) lease.holder()).release(this);
        }
    }

    /** Index of a page in its manager's table, {@link #NO_PAGE} for any other segment. */
    int page() {
        return page;
    }

    /**
     * Opens a page for its new owner, a pool or a lease of it that is followed; only whoever took
     * it off a free list may call this.
     */
    void lease(Object poolOrLease) {
        owner = poolOrLease;
        limit = size;
    }

    /** Closes a page whose lease is not followed; of several calls one returns true. */
    boolean endLease(MemoryPool pool) {
        if (page == NO_PAGE || !OWNER.compareAndSet(this, pool, null)) {
            return false;
        }
        limit = FREED;
        return true;
    }

    /** Closes a page, whoever leases it. */
    void close(@Nullable Lease remembered) {
        owner = remembered;
        limit = FREED;
    }

    /** The lease of a page if it is, or was, followed. */
    @Nullable Lease followedLease() {
        return page != NO_PAGE && owner instanceof Lease lease ? lease : null;
    }

    /** The pool that leases this page, null for a free page and for any other segment. */
    @Nullable MemoryPool lessee() {
        if (page == NO_PAGE) {
            return null;
        }
        Object current = owner;
        if (current instanceof Lease lease) {
            return lease.isLive() ? (MemoryPool) lease.holder() : null;
        }
        return (MemoryPool) current;
    }

    /** Address of a page whether leased or not. */
    long pageAddress() {
        return address;
    }

    /** Returns where the memory lies. */
    public MemoryType type() {
        return address != 0 ? MemoryType.OFF_HEAP : MemoryType.HEAP;
    }

    /** Whether the memory lies outside the Java heap. */
    public boolean isOffHeap() {
        return address != 0;
    }

    /**
     * Returns the array under a heap segment, also after it was freed.
     *
     * @throws IllegalStateException if the segment is off-heap
     */
    public byte[] getArray() {
        if (address != 0) {
            throw new IllegalStateException("the segment is off-heap (expected one over an array)");
        }
        return heapMemory;
    }

    /** Returns the array under a heap segment, null for an off-heap one. */
    public byte @Nullable [] getHeapMemory() {
        return address != 0 ? null : heapMemory;
    }

    /**
     * Returns the buffer over an off-heap segment: one and the same object each time, so that its
     * position is shared by all who ask.
     *
     * @throws IllegalStateException if the segment is on the heap or was freed
     */
    public ByteBuffer getOffHeapBuffer() {
        if (address == 0) {
            throw new IllegalStateException(
                    "the segment is on the heap (expected off-heap memory)");
        }
        check(0, 0);
        noteEscape();
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
        if (address == 0) {
            throw new IllegalStateException(
                    "the segment is on the heap (expected off-heap memory)");
        }
        check(0, 0);
        noteEscape();
        return address;
    }

    /** Notes that memory under a page may be used without this object from now on. */
    private void noteEscape() {
        if (page != NO_PAGE && owner instanceof Lease lease) {
            lease.escape();
        }
    }

    /**
     * Returns what the segment was made for: of a page the owner or pool that leases it, null when
     * nobody does.
     */
    public @Nullable Object getOwner() {
        if (page == NO_PAGE) {
            return owner;
        }
        MemoryPool pool = lessee();
        return pool == null ? null : pool.owner();
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
        return address != 0
                ? getOffHeapBuffer().duplicate().limit(offset + length).position(offset)
                : ByteBuffer.wrap(heapMemory, offset, length);
    }

    // Primitives

    /** Reads a byte. */
    public byte get(int index) {
        check(index, Byte.BYTES);
        long base = address;
        return base != 0 ? RawMemory.getByte(base + index) : heapMemory[index];
    }

    /** Writes a byte. */
    public void put(int index, byte b) {
        check(index, Byte.BYTES);
        long base = address;
        if (base != 0) {
            RawMemory.putByte(base + index, b);
        } else {
            heapMemory[index] = b;
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
        long base = address;
        return base != 0
                ? RawMemory.getChar(base + index)
                : (char) RawArrays.CHAR.get(heapMemory, index);
    }

    /** Reads a char, least significant byte first. */
    public char getCharLittleEndian(int index) {
        char value = getChar(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Character.reverseBytes(value);
    }

    /** Reads a char, most significant byte first. */
    public char getCharBigEndian(int index) {
        char value = getChar(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Character.reverseBytes(value) : value;
    }

    /** Writes a char in native byte order. */
    public void putChar(int index, char value) {
        check(index, Character.BYTES);
        long base = address;
        if (base != 0) {
            RawMemory.putChar(base + index, value);
        } else {
            RawArrays.CHAR.set(heapMemory, index, value);
        }
    }

    /** Writes a char, least significant byte first. */
    public void putCharLittleEndian(int index, char value) {
        putChar(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Character.reverseBytes(value));
    }

    /** Writes a char, most significant byte first. */
    public void putCharBigEndian(int index, char value) {
        putChar(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Character.reverseBytes(value) : value);
    }

    /** Reads a short in native byte order. */
    public short getShort(int index) {
        check(index, Short.BYTES);
        long base = address;
        return base != 0
                ? RawMemory.getShort(base + index)
                : (short) RawArrays.SHORT.get(heapMemory, index);
    }

    /** Reads a short, least significant byte first. */
    public short getShortLittleEndian(int index) {
        short value = getShort(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Short.reverseBytes(value);
    }

    /** Reads a short, most significant byte first. */
    public short getShortBigEndian(int index) {
        short value = getShort(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Short.reverseBytes(value) : value;
    }

    /** Writes a short in native byte order. */
    public void putShort(int index, short value) {
        check(index, Short.BYTES);
        long base = address;
        if (base != 0) {
            RawMemory.putShort(base + index, value);
        } else {
            RawArrays.SHORT.set(heapMemory, index, value);
        }
    }

    /** Writes a short, least significant byte first. */
    public void putShortLittleEndian(int index, short value) {
        putShort(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Short.reverseBytes(value));
    }

    /** Writes a short, most significant byte first. */
    public void putShortBigEndian(int index, short value) {
        putShort(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Short.reverseBytes(value) : value);
    }

    /** Reads an int in native byte order. */
    public int getInt(int index) {
        check(index, Integer.BYTES);
        long base = address;
        return base != 0
                ? RawMemory.getInt(base + index)
                : (int) RawArrays.INT.get(heapMemory, index);
    }

    /** Reads an int, least significant byte first. */
    public int getIntLittleEndian(int index) {
        int value = getInt(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
    }

    /** Reads an int, most significant byte first. */
    public int getIntBigEndian(int index) {
        int value = getInt(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
    }

    /** Writes an int in native byte order. */
    public void putInt(int index, int value) {
        check(index, Integer.BYTES);
        long base = address;
        if (base != 0) {
            RawMemory.putInt(base + index, value);
        } else {
            RawArrays.INT.set(heapMemory, index, value);
        }
    }

    /** Writes an int, least significant byte first. */
    public void putIntLittleEndian(int index, int value) {
        putInt(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Integer.reverseBytes(value));
    }

    /** Writes an int, most significant byte first. */
    public void putIntBigEndian(int index, int value) {
        putInt(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Integer.reverseBytes(value) : value);
    }

    /** Reads a long in native byte order. */
    public long getLong(int index) {
        check(index, Long.BYTES);
        long base = address;
        return base != 0
                ? RawMemory.getLong(base + index)
                : (long) RawArrays.LONG.get(heapMemory, index);
    }

    /** Reads a long, least significant byte first. */
    public long getLongLittleEndian(int index) {
        long value = getLong(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Long.reverseBytes(value);
    }

    /** Reads a long, most significant byte first. */
    public long getLongBigEndian(int index) {
        long value = getLong(index);
        return RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Long.reverseBytes(value) : value;
    }

    /** Writes a long in native byte order. */
    public void putLong(int index, long value) {
        check(index, Long.BYTES);
        long base = address;
        if (base != 0) {
            RawMemory.putLong(base + index, value);
        } else {
            RawArrays.LONG.set(heapMemory, index, value);
        }
    }

    /** Writes a long, least significant byte first. */
    public void putLongLittleEndian(int index, long value) {
        putLong(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? value : Long.reverseBytes(value));
    }

    /** Writes a long, most significant byte first. */
    public void putLongBigEndian(int index, long value) {
        putLong(index, RawArrays.NATIVE_IS_LITTLE_ENDIAN ? Long.reverseBytes(value) : value);
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
        if (address != 0) {
            RawMemory.copyToArray(address + index, dst, offset, length);
        } else {
            System.arraycopy(heapMemory, index, dst, offset, length);
        }
    }

    /** Writes {@code length} bytes of {@code src} from its {@code offset} on to {@code index}. */
    public void put(int index, byte[] src, int offset, int length) {
        SegmentBounds.checkArray(src.length, offset, length);
        check(index, length);
        if (address != 0) {
            RawMemory.copyFromArray(src, offset, address + index, length);
        } else {
            System.arraycopy(src, offset, heapMemory, index, length);
        }
    }

    /** Writes {@code length} bytes of this segment from {@code offset} on to a data output. */
    public void get(DataOutput out, int offset, int length) throws IOException {
        check(offset, length);
        if (address == 0) {
            out.write(heapMemory, offset, length);
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
        if (address == 0) {
            in.readFully(heapMemory, offset, length);
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
        if (address != 0) {
            target.put(position, buffer(offset, numBytes), offset, numBytes);
        } else {
            target.put(position, heapMemory, offset, numBytes);
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
        if (address != 0) {
            buffer(offset, numBytes).put(offset, source, position, numBytes);
        } else {
            source.get(position, heapMemory, offset, numBytes);
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
        if (target.address == 0) {
            get(offset, target.heapMemory, targetOffset, numBytes);
        } else if (address == 0) {
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
        return compare(seg2, offset1, offset2, len, len);
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
        return address != 0 && seg2.address != 0
                ? RawMemory.compareUnsigned(address + offset1, len1, seg2.address + offset2, len2)
                : SegmentTransfer.compare(this, offset1, len1, seg2, offset2, len2);
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
     * The check before every access, of bounds and liveness at once: the limit of a freed segment
     * is so low that no index passes. No sum can overflow, and a loop's checks move out of the
     * loop.
     */
    private void check(int index, int length) {
        if (index < 0 || length < 0 || index > limit - length) {
            throw SegmentBounds.failure(limit == FREED, size, index, length);
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
