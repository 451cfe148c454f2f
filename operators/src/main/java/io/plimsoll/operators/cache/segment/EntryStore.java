package io.plimsoll.operators.cache.segment;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.cache.entry.BlockPages;
import io.plimsoll.operators.cache.entry.EntryLayout;
import io.plimsoll.operators.cache.entry.PageQuota;
import io.plimsoll.operators.cache.entry.SizeClasses;
import io.plimsoll.operators.cache.entry.SlotIndex;
import io.plimsoll.operators.cache.policy.EvictionPolicy;
import io.plimsoll.operators.cache.policy.LfuPolicy;
import io.plimsoll.operators.cache.policy.LruPolicy;
import io.plimsoll.operators.cache.policy.WTinyLfuPolicy;
import io.plimsoll.operators.cache.segment.Departure.Reason;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a part of a cache: makes room for them, writes, reads and drops them.
 *
 * <p>Not thread-safe; a {@link CacheSegment} guards it.
 */
final class EntryStore implements BlockPages.Mover {

    /** Of a part's memory an entry may have no more: others shall stay, too. */
    static final int MAX_ENTRY_FRACTION = 4;

    /** Of a block a key may have no more: it lies in one. */
    static final int MAX_KEY_FRACTION = 4;

    /**
     * Index and policy may have that part of the memory; beyond it entries make room for others.
     */
    private static final int MAX_INDEX_FRACTION = 2;

    private final EntryLayout layout;
    private final SizeClasses classes;
    private final PageQuota quota;
    private final SlotIndex index;
    private final BlockPages blocks;
    private final EvictionPolicy policy;
    private final EnumMap<Reason, long[]> departed = new EnumMap<>(Reason.class);
    private long contentBytes;

    EntryStore(MemoryPool pool, int quotaPages, SegmentSettings settings) {
        layout = new EntryLayout(settings.expiring());
        quota = new PageQuota(pool, quotaPages);
        classes = new SizeClasses(pool.pageSizeBytes() - BlockPages.PAGE_HEADER_BYTES);
        index = new SlotIndex(quota, layout);
        blocks = new BlockPages(quota, classes, this);
        policy =
                switch (settings.policy()) {
                    case W_TINY_LFU -> new WTinyLfuPolicy(quota, true);
                    case LRU -> new LruPolicy();
                    case LFU -> new LfuPolicy();
                };
    }

    SlotIndex index() {
        return index;
    }

    EvictionPolicy policy() {
        return policy;
    }

    PageQuota quota() {
        return quota;
    }

    long contentBytes() {
        return contentBytes;
    }

    /** How many entries left for a reason. */
    long departed(Reason reason) {
        return counter(reason)[0];
    }

    private long[] counter(Reason reason) {
        return departed.computeIfAbsent(reason, _ -> new long[1]);
    }

    /** The longest key. */
    int maxKeyBytes() {
        return classes.maxBlockBytes() / MAX_KEY_FRACTION;
    }

    /** The most bytes of an entry, header included. */
    long maxEntryBytes() {
        return (long) quota.quotaPages() * quota.pageBytes() / MAX_ENTRY_FRACTION;
    }

    /**
     * Writes an entry whose key is not there, evicting others to make room.
     *
     * @return its address, or 0 if there is no room whatever is evicted
     */
    long insert(
            CacheKey key,
            byte[] value,
            int valueBytes,
            @Nullable Collection<Departure> departures) {
        int keyBytes = key.length();
        long bytes = layout.smallBytes(keyBytes, valueBytes);
        if (bytes > maxEntryBytes() || !makeIndexRoom(bytes, departures)) {
            return 0;
        }
        shrinkIndex();
        long entry =
                classes.suits(bytes)
                        ? newSmall(key, valueBytes, (int) bytes, departures)
                        : newLarge(key, value, valueBytes, departures);
        if (entry == 0) {
            return 0;
        }
        long keyAddress = layout.keyAddress(entry);
        RawMemory.copyFromArray(key.array(), 0, keyAddress, keyBytes);
        int inFirst = firstPieceBytes(entry, keyBytes, valueBytes);
        RawMemory.copyFromArray(value, 0, keyAddress + keyBytes, inFirst);
        index.insert(key.hash(), entry);
        policy.inserted(entry);
        contentBytes += keyBytes + (long) valueBytes;
        return entry;
    }

    /** Writes a value in its predecessor's place if its block suits; whether it did. */
    boolean overwrite(long entry, byte[] value, int valueBytes) {
        int keyBytes = EntryLayout.keyBytes(entry);
        long bytes = layout.smallBytes(keyBytes, valueBytes);
        if (EntryLayout.kind(entry) != EntryLayout.SMALL
                || !classes.suits(bytes)
                || classes.blockBytes(classes.classOf((int) bytes)) != blocks.blockBytes(entry)) {
            return false;
        }
        long difference = (long) valueBytes - EntryLayout.valueBytes(entry);
        EntryLayout.setValueBytes(entry, valueBytes);
        RawMemory.copyFromArray(value, 0, layout.keyAddress(entry) + keyBytes, valueBytes);
        policy.resized(entry, difference);
        contentBytes += difference;
        return true;
    }

    /** Copies a value out. */
    void copyValue(long entry, ByteBox target) {
        int keyBytes = EntryLayout.keyBytes(entry);
        int valueBytes = EntryLayout.valueBytes(entry);
        target.clear(valueBytes);
        long start = layout.keyAddress(entry) + keyBytes;
        if (EntryLayout.kind(entry) == EntryLayout.SMALL) {
            target.append(start, valueBytes);
            return;
        }
        target.append(start, firstPieceBytes(entry, keyBytes, valueBytes));
        long chunk = RawMemory.getLong(layout.firstLinkAddress(entry));
        while (chunk != 0) {
            target.append(chunk + EntryLayout.CHUNK_HEADER_BYTES, EntryLayout.chunkBytes(chunk));
            chunk = RawMemory.getLong(EntryLayout.linkAddress(chunk));
        }
    }

    /** Copies a key out. */
    byte[] copyKey(long entry) {
        byte[] key = new byte[EntryLayout.keyBytes(entry)];
        RawMemory.copyToArray(layout.keyAddress(entry), key, 0, key.length);
        return key;
    }

    /** Drops an entry and tells of it. */
    void remove(long entry, Reason reason, @Nullable Collection<Departure> departures) {
        if (departures != null) {
            note(entry, reason, departures);
        }
        counter(reason)[0]++;
        contentBytes -= EntryLayout.keyBytes(entry) + (long) EntryLayout.valueBytes(entry);
        index.remove(EntryLayout.hash(entry), entry);
        policy.removed(entry);
        if (EntryLayout.kind(entry) == EntryLayout.LARGE) {
            freeChunks(RawMemory.getLong(layout.firstLinkAddress(entry)));
        }
        blocks.free(entry);
    }

    /** Tells of a value that goes. */
    void note(long entry, Reason reason, Collection<Departure> departures) {
        ByteBox value = new ByteBox();
        copyValue(entry, value);
        byte[] bytes = Arrays.copyOf(value.array(), value.length());
        departures.add(new Departure(copyKey(entry), bytes, reason));
    }

    /** Counts a value that went though its entry stays. */
    void countReplaced() {
        counter(Reason.REPLACED)[0]++;
    }

    /** Drops all entries. */
    void clear(Reason reason, @Nullable Collection<Departure> departures) {
        while (evictOne(0, reason, departures)) {
            // the next one
        }
        releaseIfEmpty();
    }

    /**
     * Gives pages back to the pool, evicting entries for that; takes none.
     *
     * @return how many
     */
    int giveBack(int pages, @Nullable Collection<Departure> departures) {
        int given = quota.release(pages);
        while (given < pages && freePage(0, Reason.RECALLED, departures)) {
            given += quota.release(pages - given);
        }
        if (given < pages) {
            releaseIfEmpty();
            given += quota.release(pages - given);
        }
        shrinkIndex();
        return given;
    }

    /** Gives back what an emptier index does not need. */
    void shrinkIndex() {
        while (index.isSparse()) {
            index.shrink();
            policy.fitTo(index.capacity());
        }
    }

    @Override
    public void moved(long from, long to) {
        if (EntryLayout.kind(to) == EntryLayout.CHUNK) {
            long link = layout.firstLinkAddress(EntryLayout.chunkEntry(to));
            while (RawMemory.getLong(link) != from) {
                link = EntryLayout.linkAddress(RawMemory.getLong(link));
            }
            RawMemory.putLong(link, to);
            return;
        }
        index.move(EntryLayout.hash(to), from, to);
        policy.moved(from, to);
        if (EntryLayout.kind(to) == EntryLayout.LARGE) {
            long chunk = RawMemory.getLong(layout.firstLinkAddress(to));
            while (chunk != 0) {
                EntryLayout.setChunkEntry(chunk, to);
                chunk = RawMemory.getLong(EntryLayout.linkAddress(chunk));
            }
        }
    }

    void verify() {
        blocks.verify();
        long found = 0;
        for (long position = 0; position < index.capacity(); position++) {
            long entry = index.entryAt(position);
            byte[] key = entry == 0 ? new byte[0] : copyKey(entry);
            if (entry != 0 && index.find(EntryLayout.hash(entry), key, key.length) != entry) {
                throw new IllegalStateException(
                        "entry=0x%x (expected to be found by its key)".formatted(entry));
            }
            found += entry == 0 ? 0 : 1;
        }
        if (found != index.count()) {
            throw new IllegalStateException(
                    "entries=%d (expected %d)".formatted(found, index.count()));
        }
    }

    private int firstPieceBytes(long entry, int keyBytes, int valueBytes) {
        return EntryLayout.kind(entry) == EntryLayout.SMALL
                ? valueBytes
                : Math.min(valueBytes, blocks.blockBytes(entry) - layout.largeHeadBytes(keyBytes));
    }

    private long newSmall(
            CacheKey key, int valueBytes, int bytes, @Nullable Collection<Departure> departures) {
        int sizeClass = classes.classOf(bytes);
        long block = blocks.allocate(sizeClass);
        while (block == 0) {
            if (!blocks.compact(false) && !evictOne(bytes, Reason.EVICTED, departures)) {
                if (!blocks.compact(true)) {
                    return 0;
                }
            }
            block = blocks.allocate(sizeClass);
        }
        layout.putHeader(block, EntryLayout.SMALL, key.hash(), key.length(), valueBytes);
        return block;
    }

    /**
     * All pages that it may take are at hand before the first block is: nothing moves meanwhile.
     */
    private long newLarge(
            CacheKey key,
            byte[] value,
            int valueBytes,
            @Nullable Collection<Departure> departures) {
        int headBytes = layout.largeHeadBytes(key.length());
        long bytes = headBytes + (long) valueBytes;
        if (!stock(classes.maxPieces(bytes), bytes, departures)) {
            return 0;
        }
        int first = classes.classOfPiece(bytes);
        long entry = blocks.allocate(first);
        layout.putHeader(entry, EntryLayout.LARGE, key.hash(), key.length(), valueBytes);
        long link = layout.firstLinkAddress(entry);
        int at = classes.blockBytes(first) - headBytes;
        while (at < valueBytes) {
            long wanted = EntryLayout.CHUNK_HEADER_BYTES + (long) valueBytes - at;
            int sizeClass = classes.classOfPiece(wanted);
            int piece =
                    (int) Math.min(wanted, classes.blockBytes(sizeClass))
                            - EntryLayout.CHUNK_HEADER_BYTES;
            long chunk = blocks.allocate(sizeClass);
            EntryLayout.putChunkHeader(chunk, entry, piece);
            RawMemory.copyFromArray(value, at, chunk + EntryLayout.CHUNK_HEADER_BYTES, piece);
            RawMemory.putLong(link, chunk);
            link = EntryLayout.linkAddress(chunk);
            at += piece;
        }
        RawMemory.putLong(link, 0);
        return entry;
    }

    private void freeChunks(long first) {
        for (long chunk = first; chunk != 0; ) {
            long next = RawMemory.getLong(EntryLayout.linkAddress(chunk));
            blocks.free(chunk);
            chunk = next;
        }
    }

    /**
     * Lets the index have one more entry: it grows if there are pages for that without evicting
     * anything; otherwise an entry has to go, as it has if there is no room for its bytes.
     */
    private boolean makeIndexRoom(long incomingBytes, @Nullable Collection<Departure> departures) {
        while (!index.hasRoom()) {
            boolean grown = index.capacity() == 0 || mayIndexGrow();
            if (grown && stockIndex(incomingBytes, departures) && index.grow()) {
                policy.fitTo(index.capacity());
            } else if (!evictOne(incomingBytes, Reason.EVICTED, departures)) {
                return false;
            }
        }
        return true;
    }

    private boolean mayIndexGrow() {
        long limitBytes = (long) quota.quotaPages() * quota.pageBytes() / MAX_INDEX_FRACTION;
        return index.grownCapacity() * Long.BYTES <= limitBytes;
    }

    private boolean stockIndex(long incomingBytes, @Nullable Collection<Departure> departures) {
        int pages = index.pagesToGrow() + policy.pagesToFit(index.grownCapacity());
        boolean stocked = quota.stock(pages);
        while (!stocked && blocks.compact(true)) {
            stocked = quota.stock(pages);
        }
        return stocked || (index.capacity() == 0 && stock(pages, incomingBytes, departures));
    }

    /** Has so many pages at hand, or false. */
    private boolean stock(
            int pages, long incomingBytes, @Nullable Collection<Departure> departures) {
        while (!quota.stock(pages)) {
            if (!freePage(incomingBytes, Reason.EVICTED, departures)) {
                return false;
            }
        }
        return true;
    }

    /** Puts one more page at hand by evicting entries and moving others together. */
    private boolean freePage(
            long incomingBytes, Reason reason, @Nullable Collection<Departure> departures) {
        int before = quota.sparePages();
        boolean everywhere = true;
        while (quota.sparePages() == before) {
            if (!blocks.compact(everywhere) && !evictOne(incomingBytes, reason, departures)) {
                return false;
            }
            everywhere = false;
        }
        return true;
    }

    private boolean evictOne(
            long incomingBytes, Reason reason, @Nullable Collection<Departure> departures) {
        long victim = policy.victim(incomingBytes);
        if (victim == 0) {
            return false;
        }
        remove(victim, reason, departures);
        return true;
    }

    private void releaseIfEmpty() {
        if (index.count() == 0) {
            index.release();
            policy.release();
        }
    }
}
