package io.plimsoll.operators.aggregate.table;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.hash.HashDirectory;

/** Enters records that there are into a directory that has forgotten them. Not thread-safe. */
final class TableEntries {

    private final GroupLayout layout;
    private final HashDirectory directory;
    private final RecordPages[] partitions;
    private final Attachments attachments;

    TableEntries(
            GroupLayout layout,
            HashDirectory directory,
            RecordPages[] partitions,
            Attachments attachments) {
        this.layout = layout;
        this.directory = directory;
        this.partitions = partitions;
        this.attachments = attachments;
    }

    /** Makes a directory for records that have none; false when there is no room for it. */
    boolean build() {
        long needed = 0;
        for (RecordPages partition : partitions) {
            for (int page = 0; page < partition.pageCount(); page++) {
                needed += entryCount(partition.address(page), partition.usedBytes(page));
            }
            needed += partition.large().size();
        }
        while (directory.slots() * 2 / 3 <= needed) {
            if (!directory.tryGrow()) {
                if (directory.slots() * 7 / 8 > needed) {
                    break;
                }
                directory.release();
                return false;
            }
        }
        enterAll();
        return true;
    }

    private long entryCount(long address, int bytes) {
        if (layout.isCompact()) {
            return bytes / layout.compactBytes();
        }
        long count = 0;
        for (int at = 0; at < bytes; at += GroupLayout.sizeBytes(address + at)) {
            int kind = GroupLayout.kind(GroupLayout.tag(address + at));
            if (kind == GroupLayout.GROUP || kind == GroupLayout.ELEMENT) {
                count++;
            }
        }
        return count;
    }

    /** Enters all records into the directory, which is empty; that is, after it grew. */
    void enterAll() {
        for (RecordPages partition : partitions) {
            for (int page = 0; page < partition.pageCount(); page++) {
                enterPage(partition.address(page), partition.usedBytes(page));
            }
            for (MemorySegment large : partition.large()) {
                enterRecord(large.getAddress());
            }
        }
    }

    private void enterPage(long address, int bytes) {
        if (!layout.isCompact()) {
            for (int at = 0; at < bytes; at += GroupLayout.sizeBytes(address + at)) {
                enterRecord(address + at);
            }
        } else if (layout.fixedKeyBytes() == Long.BYTES) {
            for (int at = 0; at < bytes; at += layout.compactBytes()) {
                long key = RawMemory.getLong(address + at);
                directory.putNew(layout.hashOfLong(key), address + at);
            }
        } else {
            for (int at = 0; at < bytes; at += layout.compactBytes()) {
                long hash = layout.hashOf(address + at, layout.fixedKeyBytes());
                directory.putNew(hash, address + at);
            }
        }
    }

    private void enterRecord(long record) {
        int tag = GroupLayout.tag(record);
        int kind = GroupLayout.kind(tag);
        if (kind == GroupLayout.GROUP || kind == GroupLayout.ELEMENT) {
            long hash = layout.hashOf(layout.keyAddress(record), GroupLayout.keyBytes(tag));
            directory.putNew(
                    kind == GroupLayout.GROUP ? hash : attachments.elementHash(record, tag, hash),
                    record);
        }
    }
}
