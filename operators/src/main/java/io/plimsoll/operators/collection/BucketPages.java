package io.plimsoll.operators.collection;

import io.plimsoll.memory.access.RawComparison;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.access.XxHash64;
import java.io.IOException;
import java.util.Arrays;

/**
 * Entries of byte strings by key, on pages.
 *
 * <p>One thread at a time.
 */
final class BucketPages {

    /*
     * Linear hashing (W. Litwin, VLDB 1980): a bucket is a chain of pages, of one page as a rule. When
     * there is more than a share of all buckets' first pages, the next bucket in turn is divided in
     * two, so that the table grows page by page and an access touches a page or two.
     *
     * A page:   0 used bytes | 4 next page or -1 | 8 entries
     * An entry: 0 its bytes | 4 hash | 8 key bytes | 12 value bytes, or ~ of them if the content is
     *           in pages of its own | 16 key, value, or the number of the first of those pages
     */
    private static final int USED = 0;
    private static final int NEXT = 4;
    private static final int PAGE_HEADER_BYTES = 8;
    private static final int HASH = 4;
    private static final int KEY_BYTES = 8;
    private static final int VALUE_BYTES = 12;
    private static final int ENTRY_HEADER_BYTES = 16;

    /** Longer than that part of a page, an entry has pages of its own. */
    private static final int LONG_FRACTION = 4;

    /** Fuller than that buckets are divided, in tenths. */
    private static final int FULL_TENTHS = 7;

    private static final long SEED = 0x5EED;

    private final PageSpace pages;
    private final ByteStore longOnes;
    private int[] buckets = new int[16];
    private int bucketCount;
    private long entries;
    private long usedBytes;

    // What find left: the entry's page, pinned, the one before it in the chain, and its offset.
    private int foundPage;
    private int foundOffset;

    private byte[] content = new byte[256];

    BucketPages(PageSpace pages) {
        this.pages = pages;
        this.longOnes = new ByteStore(pages);
    }

    long size() {
        return entries;
    }

    int bucketCount() {
        return bucketCount;
    }

    /** The bytes of the value that {@link #get} found. */
    byte[] content() {
        return content;
    }

    /** Copies the value of a key to the start of {@link #content}; -1 if there is none. */
    int get(byte[] key, int keyBytes) throws IOException {
        if (!find(key, keyBytes, false)) {
            return -1;
        }
        int bytes = copyContent(pages.address(foundPage) + foundOffset);
        pages.unpin(foundPage);
        System.arraycopy(content, keyBytes, content, 0, bytes - keyBytes);
        return bytes - keyBytes;
    }

    boolean contains(byte[] key, int keyBytes) throws IOException {
        boolean found = find(key, keyBytes, false);
        if (found) {
            pages.unpin(foundPage);
        }
        return found;
    }

    /** Removes a key; whether it was there. */
    boolean remove(byte[] key, int keyBytes) throws IOException {
        if (!find(key, keyBytes, true)) {
            return false;
        }
        long page = pages.address(foundPage);
        long entry = page + foundOffset;
        int length = RawMemory.getInt(entry);
        int longPage =
                RawMemory.getInt(entry + VALUE_BYTES) < 0
                        ? RawMemory.getInt(entry + ENTRY_HEADER_BYTES)
                        : -1;
        int used = RawMemory.getInt(page + USED);
        RawMemory.copy(entry + length, entry, used - foundOffset - (long) length);
        RawMemory.putInt(page + USED, used - length);
        pages.unpin(foundPage);
        longOnes.free(longPage);
        usedBytes -= length;
        entries--;
        return true;
    }

    /** Adds an entry whose key is not there. */
    void add(byte[] key, int keyBytes, byte[] value, int valueBytes) throws IOException {
        int contentBytes = Math.addExact(keyBytes, valueBytes);
        boolean isLong =
                ENTRY_HEADER_BYTES + (long) contentBytes > pages.pageBytes() / LONG_FRACTION;
        int length = ENTRY_HEADER_BYTES + (isLong ? Integer.BYTES : contentBytes);
        int hash = hash(key, keyBytes);
        int longPage = isLong ? writeLong(key, keyBytes, value, valueBytes) : -1;
        if (bucketCount == 0) {
            addBucket();
        }
        int page = pageWithRoom(bucketOf(hash), length);
        long at = pages.address(page);
        long entry = at + RawMemory.getInt(at + USED);
        RawMemory.putInt(at + USED, RawMemory.getInt(at + USED) + length);
        RawMemory.putInt(entry, length);
        RawMemory.putInt(entry + HASH, hash);
        RawMemory.putInt(entry + KEY_BYTES, keyBytes);
        RawMemory.putInt(entry + VALUE_BYTES, isLong ? ~valueBytes : valueBytes);
        if (isLong) {
            RawMemory.putInt(entry + ENTRY_HEADER_BYTES, longPage);
        } else {
            RawMemory.copyFromArray(key, 0, entry + ENTRY_HEADER_BYTES, keyBytes);
            RawMemory.copyFromArray(value, 0, entry + ENTRY_HEADER_BYTES + keyBytes, valueBytes);
        }
        pages.unpin(page);
        usedBytes += length;
        entries++;
        if (usedBytes * 10 > (long) bucketCount * pages.pageBytes() * FULL_TENTHS) {
            divide();
        }
    }

    /** Shows the entries of a bucket. */
    void forEach(int bucket, Visitor visitor) throws IOException {
        for (int page = buckets[bucket]; page >= 0; ) {
            long at = pages.pin(page);
            int used = RawMemory.getInt(at + USED);
            for (int offset = PAGE_HEADER_BYTES; offset < used; ) {
                long entry = at + offset;
                int keyBytes = RawMemory.getInt(entry + KEY_BYTES);
                visitor.visit(content(entry), keyBytes, copyContent(entry) - keyBytes);
                offset += RawMemory.getInt(entry);
            }
            int next = RawMemory.getInt(at + NEXT);
            pages.unpin(page);
            page = next;
        }
    }

    /** Sees an entry. */
    interface Visitor {

        /** Sees the key at the start of an array, and the value behind it. */
        void visit(byte[] content, int keyBytes, int valueBytes) throws IOException;
    }

    void clear() {
        pages.clear();
        bucketCount = 0;
        entries = 0;
        usedBytes = 0;
    }

    private byte[] content(long entry) {
        int value = RawMemory.getInt(entry + VALUE_BYTES);
        int bytes = RawMemory.getInt(entry + KEY_BYTES) + (value < 0 ? ~value : value);
        if (content.length < bytes) {
            content = new byte[bytes + bytes / 2];
        }
        return content;
    }

    /** Copies key and value of an entry on a pinned page; returns their length. */
    private int copyContent(long entry) throws IOException {
        byte[] target = content(entry);
        int value = RawMemory.getInt(entry + VALUE_BYTES);
        int bytes = RawMemory.getInt(entry + KEY_BYTES) + (value < 0 ? ~value : value);
        if (value < 0) {
            longOnes.read(RawMemory.getInt(entry + ENTRY_HEADER_BYTES), target, bytes);
        } else {
            RawMemory.copyToArray(entry + ENTRY_HEADER_BYTES, target, 0, bytes);
        }
        return bytes;
    }

    /** Finds an entry and leaves its page pinned. */
    private boolean find(byte[] key, int keyBytes, boolean toWrite) throws IOException {
        int hash = hash(key, keyBytes);
        for (int page = entries == 0 ? -1 : buckets[bucketOf(hash)]; page >= 0; ) {
            long at = pages.pin(page);
            int used = RawMemory.getInt(at + USED);
            int offset = PAGE_HEADER_BYTES;
            while (offset < used && !isEntryOf(at + offset, hash, key, keyBytes)) {
                offset += RawMemory.getInt(at + offset);
            }
            if (offset < used) {
                foundPage = page;
                foundOffset = offset;
                if (toWrite) {
                    pages.pinToWrite(page);
                    pages.unpin(page);
                }
                return true;
            }
            int next = RawMemory.getInt(at + NEXT);
            pages.unpin(page);
            page = next;
        }
        return false;
    }

    private boolean isEntryOf(long entry, int hash, byte[] key, int keyBytes) throws IOException {
        if (RawMemory.getInt(entry + HASH) != hash
                || RawMemory.getInt(entry + KEY_BYTES) != keyBytes) {
            return false;
        }
        if (RawMemory.getInt(entry + VALUE_BYTES) >= 0) {
            return RawComparison.equal(key, 0, entry + ENTRY_HEADER_BYTES, keyBytes);
        }
        copyContent(entry);
        return Arrays.equals(content, 0, keyBytes, key, 0, keyBytes);
    }

    private int writeLong(byte[] key, int keyBytes, byte[] value, int valueBytes)
            throws IOException {
        byte[] both = Arrays.copyOf(key, keyBytes + valueBytes);
        System.arraycopy(value, 0, both, keyBytes, valueBytes);
        return longOnes.write(both, both.length);
    }

    /** Returns a pinned page of a bucket with room for an entry; a new one goes to the front. */
    private int pageWithRoom(int bucket, int length) throws IOException {
        int first = buckets[bucket];
        long at = pages.pinToWrite(first);
        if (RawMemory.getInt(at + USED) + length <= pages.pageBytes()) {
            return first;
        }
        pages.unpin(first);
        int page = newPage(first);
        buckets[bucket] = page;
        return page;
    }

    /** Returns a new pinned page without entries. */
    private int newPage(int next) throws IOException {
        int page = pages.newPage();
        long at = pages.address(page);
        RawMemory.putInt(at + USED, PAGE_HEADER_BYTES);
        RawMemory.putInt(at + NEXT, next);
        return page;
    }

    private void addBucket() throws IOException {
        if (bucketCount == buckets.length) {
            buckets = Arrays.copyOf(buckets, 2 * bucketCount);
        }
        int page = newPage(-1);
        pages.unpin(page);
        buckets[bucketCount++] = page;
    }

    /** Divides the bucket whose turn it is. */
    private void divide() throws IOException {
        int divided = bucketCount - Integer.highestOneBit(bucketCount);
        addBucket();
        int old = buckets[divided];
        int page = newPage(-1);
        pages.unpin(page);
        buckets[divided] = page;
        while (old >= 0) {
            long at = pages.pin(old);
            int used = RawMemory.getInt(at + USED);
            for (int offset = PAGE_HEADER_BYTES; offset < used; ) {
                long entry = at + offset;
                int length = RawMemory.getInt(entry);
                int target = pageWithRoom(bucketOf(RawMemory.getInt(entry + HASH)), length);
                long to = pages.address(target);
                RawMemory.copy(entry, to + RawMemory.getInt(to + USED), length);
                RawMemory.putInt(to + USED, RawMemory.getInt(to + USED) + length);
                pages.unpin(target);
                offset += length;
            }
            int next = RawMemory.getInt(at + NEXT);
            pages.unpin(old);
            pages.free(old);
            old = next;
        }
    }

    /** By as many bits as there are buckets for, one less if that one is not divided yet. */
    private int bucketOf(int hash) {
        int level = Integer.highestOneBit(bucketCount);
        int bucket = hash & (2 * level - 1);
        return bucket < bucketCount ? bucket : bucket - level;
    }

    private static int hash(byte[] key, int keyBytes) {
        return (int) XxHash64.hash(key, 0, keyBytes, SEED);
    }
}
