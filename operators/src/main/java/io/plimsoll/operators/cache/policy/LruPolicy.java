package io.plimsoll.operators.cache.policy;

/** The least recently used entry is worth least. */
public final class LruPolicy extends EvictionPolicy {

    private final EntryQueue entries = new EntryQueue(0);

    @Override
    public void inserted(long entry) {
        entries.addFirst(entry);
    }

    @Override
    public void accessed(long entry) {
        entries.moveToFront(entry);
    }

    @Override
    public long victim(long incomingBytes) {
        return entries.last();
    }

    @Override
    EntryQueue queue(int number) {
        return entries;
    }
}
