package io.plimsoll.operators.aggregate.function;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.hash.ByteHash;
import java.lang.foreign.MemorySegment;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.apache.datasketches.hll.TgtHllType;

/**
 * How many different values there are, to within about two percent, in five kilobytes a group at
 * most: HyperLogLog, of Apache DataSketches.
 *
 * <pre>
 *   few values     0       8
 *                  +-------+---------------------------------+
 *                  | count | hashes, each once ... room      |     room for a power of two of them
 *                  +-------+---------------------------------+
 *   many           0                    SKETCH_BYTES
 *                  +--------------------+-------+------------+
 *                  |  sketch            | count | hashes     |     PENDING of them at most
 *                  +--------------------+-------+------------+
 * </pre>
 *
 * <p>A few values are counted exactly, by their hashes. Opening a sketch costs more than adding to
 * it, so hashes are gathered and added together. The estimate is that of the sketch's registers
 * alone, and doesn't depend on the order in which they were filled.
 *
 * <p>Each thread needs its own.
 */
public final class ApproximateDistinctCount extends ValueFunction {

    private static final int LOG_REGISTERS = 12;
    private static final TgtHllType TYPE = TgtHllType.HLL_8;
    private static final int COUNT_BYTES = Long.BYTES;
    private static final int FIRST_HASHES = 4;
    private static final int MAX_HASHES = 128;
    private static final int PENDING = 128;
    private static final int SKETCH_BYTES =
            HllSketch.getMaxUpdatableSerializationBytes(LOG_REGISTERS, TYPE);
    private static final int MANY_BYTES = SKETCH_BYTES + COUNT_BYTES + PENDING * Long.BYTES;

    @Override
    public int offerFirst(byte[] offered, int offset, int lengthBytes) {
        MemorySegment few = openFew(FIRST_HASHES);
        putFew(few, 0, ByteHash.hash(offered, offset, lengthBytes));
        setCount(few, 1);
        return RESULT;
    }

    @Override
    public int offer(long current, int currentBytes, byte[] offered, int offset, int lengthBytes) {
        return add(current, currentBytes, ByteHash.hash(offered, offset, lengthBytes));
    }

    @Override
    public int merge(long current, int currentBytes, long other, int otherBytes) {
        if (otherBytes == MANY_BYTES) {
            return union(current, currentBytes, other, otherBytes);
        }
        int otherCount = (int) RawMemory.getLong(other);
        if (currentBytes == MANY_BYTES) {
            for (int i = 0; i < otherCount; i++) {
                addToMany(current, hash(other, i));
            }
            return KEEP;
        }
        return mergeFew(current, other, otherCount);
    }

    /** How many different values there are. */
    public static long estimate(long value, int valueBytes) {
        if (valueBytes != MANY_BYTES) {
            return RawMemory.getLong(value);
        }
        HllSketch sketch = HllSketch.heapify(RawMemory.segment(value, SKETCH_BYTES));
        long pending = value + SKETCH_BYTES;
        for (int i = 0; i < RawMemory.getLong(pending); i++) {
            sketch.update(hash(pending, i));
        }
        return Math.round(sketch.getCompositeEstimate());
    }

    @Override
    public ValueFunction duplicate() {
        return new ApproximateDistinctCount();
    }

    private int add(long current, int currentBytes, long hash) {
        if (currentBytes == MANY_BYTES) {
            addToMany(current, hash);
            return KEEP;
        }
        int count = (int) RawMemory.getLong(current);
        if (contains(current, count, hash)) {
            return KEEP;
        }
        if (COUNT_BYTES + (count + 1) * Long.BYTES <= currentBytes) {
            RawMemory.putLong(current + COUNT_BYTES + (long) count * Long.BYTES, hash);
            RawMemory.putLong(current, count + 1);
            return KEEP;
        }
        MemorySegment grown = count == MAX_HASHES ? openMany() : openFew(2 * count);
        copyFew(current, count, grown, 0, hash);
        return RESULT;
    }

    private int mergeFew(long current, long other, int otherCount) {
        int count = (int) RawMemory.getLong(current);
        int all = count;
        for (int i = 0; i < otherCount; i++) {
            all += contains(current, count, hash(other, i)) ? 0 : 1;
        }
        if (all == count) {
            return KEEP;
        }
        if (all > MAX_HASHES) {
            HllSketch sketch = new HllSketch(LOG_REGISTERS, TYPE, sketchOf(openMany()));
            addAll(current, count, sketch);
            addAll(other, otherCount, sketch);
            return RESULT;
        }
        MemorySegment few = openFew(Math.max(FIRST_HASHES, Integer.highestOneBit(2 * all - 1)));
        int at = 0;
        for (int i = 0; i < count; i++) {
            putFew(few, at++, hash(current, i));
        }
        for (int i = 0; i < otherCount; i++) {
            if (!contains(current, count, hash(other, i))) {
                putFew(few, at++, hash(other, i));
            }
        }
        setCount(few, at);
        return RESULT;
    }

    /** Copies few hashes and one more to where there is room: few again, or a sketch. */
    private void copyFew(long from, int count, MemorySegment target, int start, long oneMore) {
        if (resultBytes() == MANY_BYTES) {
            HllSketch sketch = new HllSketch(LOG_REGISTERS, TYPE, sketchOf(target));
            addAll(from, count, sketch);
            sketch.update(oneMore);
            return;
        }
        for (int i = 0; i < count; i++) {
            putFew(target, start + i, hash(from, i));
        }
        putFew(target, count, oneMore);
        setCount(target, count + 1);
    }

    private int union(long current, int currentBytes, long other, int otherBytes) {
        HllUnion union = new HllUnion(LOG_REGISTERS);
        addAll(current, currentBytes, union);
        addAll(other, otherBytes, union);
        byte[] merged = union.getResult(TYPE).toUpdatableByteArray();
        MemorySegment many = openMany();
        MemorySegment.copy(MemorySegment.ofArray(merged), 0, many, 0, merged.length);
        return RESULT;
    }

    private static void addAll(long value, int valueBytes, HllUnion union) {
        long hashes = value;
        if (valueBytes == MANY_BYTES) {
            union.update(HllSketch.wrap(RawMemory.segment(value, SKETCH_BYTES)));
            hashes = value + SKETCH_BYTES;
        }
        for (int i = 0; i < RawMemory.getLong(hashes); i++) {
            union.update(hash(hashes, i));
        }
    }

    private static void addAll(long few, int count, HllSketch sketch) {
        for (int i = 0; i < count; i++) {
            sketch.update(hash(few, i));
        }
    }

    private static void addToMany(long value, long hash) {
        long pending = value + SKETCH_BYTES;
        long count = RawMemory.getLong(pending);
        RawMemory.putLong(pending + COUNT_BYTES + count * Long.BYTES, hash);
        if (count + 1 < PENDING) {
            RawMemory.putLong(pending, count + 1);
            return;
        }
        HllSketch sketch = HllSketch.writableWrap(RawMemory.segment(value, SKETCH_BYTES));
        addAll(pending, PENDING, sketch);
        RawMemory.putLong(pending, 0);
    }

    private static boolean contains(long few, int count, long hash) {
        for (int i = 0; i < count; i++) {
            if (hash(few, i) == hash) {
                return true;
            }
        }
        return false;
    }

    private static long hash(long few, int index) {
        return RawMemory.getLong(few + COUNT_BYTES + (long) index * Long.BYTES);
    }

    private MemorySegment openFew(int hashes) {
        return open(COUNT_BYTES + hashes * Long.BYTES);
    }

    private MemorySegment openMany() {
        return open(MANY_BYTES);
    }

    private MemorySegment open(int bytes) {
        return MemorySegment.ofArray(openResult(bytes)).asSlice(0, bytes).fill((byte) 0);
    }

    private static MemorySegment sketchOf(MemorySegment many) {
        return many.asSlice(0, SKETCH_BYTES);
    }

    private static void putFew(MemorySegment few, int index, long hash) {
        few.set(JAVA_LONG_UNALIGNED, COUNT_BYTES + (long) index * Long.BYTES, hash);
    }

    private static void setCount(MemorySegment few, long count) {
        few.set(JAVA_LONG_UNALIGNED, 0, count);
    }
}
