package io.plimsoll.operators.cache.policy;

import io.plimsoll.operators.cache.entry.EntryLayout;

/**
 * Entries from the most to the least recently used, linked through their headers.
 *
 * <p>Moving an entry to the front touches its neighbours, which are seldom in the processor's
 * cache. So one that was put there not long ago, while less than a sixteenth of the queue followed
 * it, stays where it is: it is far from the other end anyway.
 */
final class EntryQueue {

    /** That part of the queue counts as its front, 1/16. */
    private static final int FRONT_SHIFT = 4;

    private final int number;
    private long first;
    private long last;
    private long count;
    private long weightBytes;
    private int moves;

    /**
     * Creates an empty queue.
     *
     * @param number what the headers of its entries say
     */
    EntryQueue(int number) {
        this.number = number;
    }

    long count() {
        return count;
    }

    long weightBytes() {
        return weightBytes;
    }

    /** The entry that was not used for the longest time, or 0. */
    long last() {
        return last;
    }

    void addFirst(long entry) {
        EntryLayout.setQueue(entry, number);
        link(entry);
        count++;
        weightBytes += EntryLayout.weightBytes(entry);
    }

    void remove(long entry) {
        unlink(entry);
        count--;
        weightBytes -= EntryLayout.weightBytes(entry);
    }

    void moveToFront(long entry) {
        if (moves - EntryLayout.stamp(entry) <= count >>> FRONT_SHIFT) {
            return;
        }
        unlink(entry);
        link(entry);
    }

    void resized(long differenceBytes) {
        weightBytes += differenceBytes;
    }

    void moved(long from, long to) {
        long previous = EntryLayout.previous(to);
        long next = EntryLayout.next(to);
        if (previous == 0) {
            first = to;
        } else {
            EntryLayout.setNext(previous, to);
        }
        if (next == 0) {
            last = to;
        } else {
            EntryLayout.setPrevious(next, to);
        }
    }

    private void link(long entry) {
        EntryLayout.setPrevious(entry, 0);
        EntryLayout.setNext(entry, first);
        if (first == 0) {
            last = entry;
        } else {
            EntryLayout.setPrevious(first, entry);
        }
        first = entry;
        EntryLayout.setStamp(entry, ++moves);
    }

    private void unlink(long entry) {
        long previous = EntryLayout.previous(entry);
        long next = EntryLayout.next(entry);
        if (previous == 0) {
            first = next;
        } else {
            EntryLayout.setNext(previous, next);
        }
        if (next == 0) {
            last = previous;
        } else {
            EntryLayout.setPrevious(next, previous);
        }
    }
}
