package io.plimsoll.operators.cache.policy;

import io.plimsoll.operators.cache.entry.EntryLayout;

/**
 * The entry that was used least often since it was written is worth least; of several that which
 * was not used for the longest time. More than 255 uses count as 255.
 *
 * <p>A queue for each number of uses, and a bit for each queue that has entries.
 */
public final class LfuPolicy extends EvictionPolicy {

    private static final int MAX_USES = 255;

    private final EntryQueue[] byUses = new EntryQueue[MAX_USES + 1];
    private final long[] used = new long[(MAX_USES + 1) / Long.SIZE];

    /** Creates a policy without entries. */
    public LfuPolicy() {
        for (int uses = 0; uses <= MAX_USES; uses++) {
            byUses[uses] = new EntryQueue(uses);
        }
    }

    @Override
    public void inserted(long entry) {
        add(entry, 1);
    }

    @Override
    public void accessed(long entry) {
        int uses = EntryLayout.queue(entry);
        if (uses == MAX_USES) {
            byUses[uses].moveToFront(entry);
        } else {
            removed(entry);
            add(entry, uses + 1);
        }
    }

    @Override
    public void removed(long entry) {
        super.removed(entry);
        int uses = EntryLayout.queue(entry);
        if (byUses[uses].count() == 0) {
            used[uses / Long.SIZE] &= ~(1L << uses);
        }
    }

    @Override
    public long victim(long incomingBytes) {
        for (int word = 0; word < used.length; word++) {
            if (used[word] != 0) {
                return byUses[word * Long.SIZE + Long.numberOfTrailingZeros(used[word])].last();
            }
        }
        return 0;
    }

    @Override
    EntryQueue queue(int number) {
        return byUses[number];
    }

    private void add(long entry, int uses) {
        byUses[uses].addFirst(entry);
        used[uses / Long.SIZE] |= 1L << uses;
    }
}
