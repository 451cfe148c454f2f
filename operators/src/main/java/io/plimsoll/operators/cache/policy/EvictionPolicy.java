package io.plimsoll.operators.cache.policy;

import io.plimsoll.operators.cache.entry.EntryLayout;

/** Orders the entries of a part of a cache by how much they are worth. Not thread-safe. */
public abstract sealed class EvictionPolicy permits LfuPolicy, LruPolicy, WTinyLfuPolicy {

    EvictionPolicy() {}

    /** Takes in an entry that was just written. */
    public abstract void inserted(long entry);

    /** Notes that an entry was read, or written again in its place. */
    public abstract void accessed(long entry);

    /** Notes that a key was looked for in vain. */
    public void missed() {}

    /** Forgets an entry that goes. */
    public void removed(long entry) {
        queue(EntryLayout.queue(entry)).remove(entry);
    }

    /** Notes that an entry has another address; its contents have been copied. */
    public void moved(long from, long to) {
        queue(EntryLayout.queue(to)).moved(from, to);
    }

    /**
     * Notes that the value of an entry has another length from now on.
     *
     * @param difference how many bytes longer it is
     */
    public void resized(long entry, long difference) {
        queue(EntryLayout.queue(entry)).resized(difference);
    }

    /**
     * Returns the entry that is worth least, to make room for another one, or 0 if there is none.
     *
     * @param incomingBytes what the other one weighs; 0 if memory is wanted for something else
     */
    public abstract long victim(long incomingBytes);

    /** Notes for how many entries the index has room; a multiple of what it was, or a part. */
    public void fitTo(long indexCapacity) {}

    /** The pages that the next {@link #fitTo} takes. */
    public int pagesToFit(long indexCapacity) {
        return 0;
    }

    /** Gives all memory back; there is no entry. */
    public void release() {}

    /** The queue with a number. */
    abstract EntryQueue queue(int number);
}
