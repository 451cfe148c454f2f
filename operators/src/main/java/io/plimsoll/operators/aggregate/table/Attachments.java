package io.plimsoll.operators.aggregate.table;

import static io.plimsoll.operators.aggregate.table.RecordPages.NO_ROOM;

import io.plimsoll.memory.access.RawComparison;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.aggregate.function.CollectList;
import io.plimsoll.operators.aggregate.function.DistinctCount;
import io.plimsoll.operators.aggregate.function.ValueFunction;
import io.plimsoll.operators.hash.ByteHash;
import io.plimsoll.operators.hash.HashDirectory;

/**
 * What is attached to the groups of a table: records with their group's key, so that each finds its
 * group wherever it is taken in.
 *
 * <p>An element of a set is in the directory, under a hash of its own. An item of a list is only
 * kept; lists are linked and sets are counted when the table is complete ({@link #seal}). A value
 * is where its group's state says; one that outgrows its room moves, and dies where it was.
 *
 * <p>Not thread-safe.
 */
public final class Attachments {

    private static final int VALUE_HEADER_BYTES = 4;

    private final GroupTable table;
    private final GroupLayout layout;

    Attachments(GroupTable table, GroupLayout layout) {
        this.table = table;
        this.layout = layout;
    }

    boolean attach(
            int function, long record, long hash, byte[] bytes, int offset, int lengthBytes) {
        return switch (layout.function(function)) {
            case DistinctCount set ->
                    attachElement(function, record, hash, bytes, offset, lengthBytes);
            case CollectList list -> {
                long item = makeItem(function, record, hash, lengthBytes);
                if (item != NO_ROOM) {
                    RawMemory.copyFromArray(bytes, offset, itemAddress(item), lengthBytes);
                }
                yield item != NO_ROOM;
            }
            case ValueFunction value ->
                    offer(value, function, record, hash, bytes, offset, lengthBytes);
            default ->
                    throw new IllegalArgumentException(
                            "function=" + function + " (expected one that is attached)");
        };
    }

    /** Takes in an attached record; false when there is no room. */
    boolean absorb(long from, int tag, long key, long hash) {
        int function = GroupLayout.functionOf(tag);
        int keyBytes = GroupLayout.keyBytes(tag);
        return switch (GroupLayout.kind(tag)) {
            case GroupLayout.ELEMENT -> absorbElement(from, function, key, keyBytes, hash);
            case GroupLayout.ITEM -> {
                int size = GroupLayout.sizeBytes(from);
                long item = table.allocate(size, hash);
                if (item != NO_ROOM) {
                    RawMemory.copy(from, item, size);
                }
                yield item != NO_ROOM;
            }
            case GroupLayout.VALUE -> {
                long record = table.group(key, keyBytes, hash);
                yield record != NO_ROOM && mergeValue(function, record, hash, from);
            }
            default -> throw new IllegalStateException("tag=" + tag + " (expected a known kind)");
        };
    }

    // Sets

    private boolean attachElement(
            int function, long record, long hash, byte[] bytes, int offset, int lengthBytes) {
        long elementHash =
                layout.hashOfElement(hash, function, ByteHash.hash(bytes, offset, lengthBytes));
        long key = layout.keyAddress(record);
        int keyBytes = layout.keyBytesOf(record);
        if (!table.isCollecting()
                && findElement(elementHash, function, key, keyBytes, bytes, offset, lengthBytes)) {
            return true;
        }
        long element = makeElement(function, key, keyBytes, lengthBytes, hash, elementHash);
        if (element != NO_ROOM) {
            RawMemory.copyFromArray(bytes, offset, bodyAddress(element), lengthBytes);
        }
        return element != NO_ROOM;
    }

    private boolean absorbElement(long from, int function, long key, int keyBytes, long hash) {
        int lengthBytes = GroupLayout.sizeBytes(from) - GroupLayout.HEADER_BYTES - keyBytes;
        long value = bodyAddress(from);
        long elementHash = layout.hashOfElement(hash, function, ByteHash.hash(value, lengthBytes));
        if (!table.isCollecting() && findElement(elementHash, from)) {
            return true;
        }
        long element = makeElement(function, key, keyBytes, lengthBytes, hash, elementHash);
        if (element != NO_ROOM) {
            RawMemory.copy(value, bodyAddress(element), lengthBytes);
        }
        return element != NO_ROOM;
    }

    private boolean findElement(
            long elementHash,
            int function,
            long key,
            int keyBytes,
            byte[] bytes,
            int offset,
            int lengthBytes) {
        HashDirectory directory = table.directory();
        if (directory.slots() == 0) {
            return false;
        }
        int size = GroupLayout.HEADER_BYTES + keyBytes + lengthBytes;
        long slot = directory.firstSlot(elementHash);
        for (long entry = directory.entry(slot); entry != 0; entry = directory.entry(slot)) {
            if (HashDirectory.matches(entry, elementHash)) {
                long record = HashDirectory.reference(entry);
                if (GroupLayout.sizeBytes(record) == size
                        && isElement(record, function, keyBytes)
                        && RawComparison.equal(layout.keyAddress(record), key, keyBytes)
                        && RawComparison.equal(bytes, offset, bodyAddress(record), lengthBytes)) {
                    return true;
                }
            }
            slot = directory.nextSlot(slot);
        }
        return false;
    }

    private boolean findElement(long elementHash, long element) {
        HashDirectory directory = table.directory();
        if (directory.slots() == 0) {
            return false;
        }
        int size = GroupLayout.sizeBytes(element);
        long slot = directory.firstSlot(elementHash);
        for (long entry = directory.entry(slot); entry != 0; entry = directory.entry(slot)) {
            if (HashDirectory.matches(entry, elementHash)
                    && RawComparison.equal(HashDirectory.reference(entry), element, 8)
                    && RawComparison.equal(HashDirectory.reference(entry), element, size)) {
                return true;
            }
            slot = directory.nextSlot(slot);
        }
        return false;
    }

    private static boolean isElement(long record, int function, int keyBytes) {
        int tag = GroupLayout.tag(record);
        return GroupLayout.kind(tag) == GroupLayout.ELEMENT
                && GroupLayout.functionOf(tag) == function
                && GroupLayout.keyBytes(tag) == keyBytes;
    }

    private long makeElement(
            int function, long key, int keyBytes, int lengthBytes, long hash, long elementHash) {
        if (!table.makeSlot()) {
            return NO_ROOM;
        }
        int size = GroupLayout.HEADER_BYTES + keyBytes + lengthBytes;
        long element = table.allocate(size, hash);
        if (element != NO_ROOM) {
            layout.putHeader(element, size, GroupLayout.ELEMENT, function, keyBytes);
            RawMemory.copy(key, layout.keyAddress(element), keyBytes);
            table.enter(elementHash, element);
        }
        return element;
    }

    long elementHash(long record, int tag, long hash) {
        int lengthBytes =
                GroupLayout.sizeBytes(record)
                        - GroupLayout.HEADER_BYTES
                        - GroupLayout.keyBytes(tag);
        return layout.hashOfElement(
                hash, GroupLayout.functionOf(tag), ByteHash.hash(bodyAddress(record), lengthBytes));
    }

    // Lists

    private long makeItem(int function, long record, long hash, int lengthBytes) {
        int keyBytes = layout.keyBytesOf(record);
        int size =
                GroupLayout.HEADER_BYTES + keyBytes + GroupLayout.ITEM_HEADER_BYTES + lengthBytes;
        long item = table.allocate(size, hash);
        if (item != NO_ROOM) {
            layout.putHeader(item, size, GroupLayout.ITEM, function, keyBytes);
            RawMemory.copy(layout.keyAddress(record), layout.keyAddress(item), keyBytes);
        }
        return item;
    }

    /** Where a group's states start. */
    public long stateAddress(long record) {
        return layout.stateAddress(record);
    }

    /** The first item of a group's list, 0 if it has none. Requires: sealed. */
    public long firstItem(long state, int function) {
        return RawMemory.getLong(state + layout.offset(function));
    }

    /** The item that follows, 0 if none does. */
    public long nextItem(long item) {
        return RawMemory.getLong(bodyAddress(item));
    }

    /** Where an item's value starts. */
    public long itemAddress(long item) {
        return bodyAddress(item) + GroupLayout.ITEM_HEADER_BYTES;
    }

    /** How long an item's value is. */
    public int itemBytes(long item) {
        return (int) (item + GroupLayout.sizeBytes(item) - itemAddress(item));
    }

    // Values

    /** Where a group's value starts, 0 if it has none. */
    public long valueAddress(long state, int function) {
        long record = RawMemory.getLong(state + layout.offset(function));
        return record == 0 ? 0 : bodyAddress(record) + VALUE_HEADER_BYTES;
    }

    /** How long a group's value is. Requires: it has one. */
    public int valueBytes(long state, int function) {
        return RawMemory.getInt(bodyAddress(RawMemory.getLong(state + layout.offset(function))));
    }

    private boolean offer(
            ValueFunction function,
            int index,
            long record,
            long hash,
            byte[] bytes,
            int offset,
            int lengthBytes) {
        long state = layout.stateAddress(record);
        long current = valueAddress(state, index);
        int outcome =
                current == 0
                        ? function.offerFirst(bytes, offset, lengthBytes)
                        : function.offer(
                                current, valueBytes(state, index), bytes, offset, lengthBytes);
        return switch (outcome) {
            case ValueFunction.KEEP -> true;
            case ValueFunction.REPLACE ->
                    replace(function, index, record, hash, bytes, offset, lengthBytes);
            default ->
                    replace(
                            function,
                            index,
                            record,
                            hash,
                            function.result(),
                            0,
                            function.resultBytes());
        };
    }

    private boolean mergeValue(int index, long record, long hash, long from) {
        ValueFunction function = (ValueFunction) layout.function(index);
        long state = layout.stateAddress(record);
        long other = bodyAddress(from) + VALUE_HEADER_BYTES;
        int otherBytes = RawMemory.getInt(bodyAddress(from));
        long current = valueAddress(state, index);
        int outcome =
                current == 0
                        ? ValueFunction.REPLACE
                        : function.merge(current, valueBytes(state, index), other, otherBytes);
        if (outcome == ValueFunction.KEEP) {
            return true;
        }
        if (outcome == ValueFunction.RESULT) {
            return replace(
                    function, index, record, hash, function.result(), 0, function.resultBytes());
        }
        long target = roomForValue(function, index, record, hash, otherBytes);
        if (target != NO_ROOM) {
            RawMemory.copy(other, target, otherBytes);
        }
        return target != NO_ROOM;
    }

    private boolean replace(
            ValueFunction function,
            int index,
            long record,
            long hash,
            byte[] bytes,
            int offset,
            int lengthBytes) {
        long target = roomForValue(function, index, record, hash, lengthBytes);
        if (target != NO_ROOM) {
            RawMemory.copyFromArray(bytes, offset, target, lengthBytes);
        }
        return target != NO_ROOM;
    }

    /** Where the group's value of so many bytes is to be written: where it was, or elsewhere. */
    private long roomForValue(
            ValueFunction function, int index, long record, long hash, int lengthBytes) {
        long slot = layout.stateAddress(record) + layout.offset(index);
        long current = RawMemory.getLong(slot);
        if (current != 0 && capacity(current) >= lengthBytes) {
            RawMemory.putInt(bodyAddress(current), lengthBytes);
            return bodyAddress(current) + VALUE_HEADER_BYTES;
        }
        int keyBytes = layout.keyBytesOf(record);
        int size =
                GroupLayout.HEADER_BYTES
                        + keyBytes
                        + VALUE_HEADER_BYTES
                        + function.capacityFor(lengthBytes);
        long value = table.allocate(size, hash);
        if (value == NO_ROOM) {
            return NO_ROOM;
        }
        layout.putHeader(value, size, GroupLayout.VALUE, index, keyBytes);
        RawMemory.copy(layout.keyAddress(record), layout.keyAddress(value), keyBytes);
        RawMemory.putInt(bodyAddress(value), lengthBytes);
        if (current != 0) {
            GroupLayout.markDead(current);
        }
        RawMemory.putLong(slot, value);
        return bodyAddress(value) + VALUE_HEADER_BYTES;
    }

    private int capacity(long value) {
        return (int)
                (value + GroupLayout.sizeBytes(value) - bodyAddress(value) - VALUE_HEADER_BYTES);
    }

    // The end

    /**
     * Counts sets and links lists, once the table is complete. False when there is no room: a group
     * was missing.
     */
    public boolean seal(RecordPages pages) {
        for (int page = 0; page < pages.pageCount(); page++) {
            long address = pages.address(page);
            int bytes = pages.usedBytes(page);
            for (int at = 0; at < bytes; at += GroupLayout.sizeBytes(address + at)) {
                if (!sealRecord(address + at)) {
                    return false;
                }
            }
        }
        for (MemorySegment large : pages.large()) {
            if (!sealRecord(large.getAddress())) {
                return false;
            }
        }
        return true;
    }

    private boolean sealRecord(long record) {
        int tag = GroupLayout.tag(record);
        int kind = GroupLayout.kind(tag);
        if (kind != GroupLayout.ELEMENT && kind != GroupLayout.ITEM) {
            return true;
        }
        int keyBytes = GroupLayout.keyBytes(tag);
        long key = layout.keyAddress(record);
        long group = table.group(key, keyBytes, layout.hashOf(key, keyBytes));
        if (group == NO_ROOM) {
            return false;
        }
        long slot = layout.stateAddress(group) + layout.offset(GroupLayout.functionOf(tag));
        long before = RawMemory.getLong(slot);
        if (kind == GroupLayout.ELEMENT) {
            RawMemory.putLong(slot, before + 1);
        } else {
            RawMemory.putLong(bodyAddress(record), before);
            RawMemory.putLong(slot, record);
        }
        return true;
    }

    /** What follows a record's key. */
    private long bodyAddress(long record) {
        return layout.keyAddress(record) + layout.keyBytesOf(record);
    }
}
