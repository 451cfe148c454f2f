package io.plimsoll.spill.transfer;

import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The pages that one reader, or several that are being merged, read into.
 *
 * <p>Each of several has a share with which it can always go on: what it lacks of it is never given
 * to another. What is beyond all shares goes to the one that will be read up first.
 *
 * <p>Thread rule: everything but {@link #lock} requires that lock, which is its readers' lock, too.
 */
public final class ReadMemory {

    /*
     * Forecasting (Knuth 3, 5.4.6): of the runs of a merge, the one whose last buffered key is
     * smallest empties first. Ranks stand for keys here. So a few extents beside one for each run
     * keep the disk busy where double buffering takes as many again.
     */

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<MemorySegment> free = new ArrayDeque<>();
    private final List<ReadAhead> members = new ArrayList<>();
    private final boolean shared;
    private boolean closed;

    private ReadMemory(boolean shared) {
        this.shared = shared;
    }

    /** Of one reader. */
    public static ReadMemory ofOne() {
        return new ReadMemory(false);
    }

    /** Of readers to come. */
    public static ReadMemory ofSeveral() {
        return new ReadMemory(true);
    }

    /** Guards this and its readers. */
    public ReentrantLock lock() {
        return lock;
    }

    /** Whether what a reader leaves is for others. */
    public boolean isShared() {
        return shared && !closed;
    }

    /** Adds pages that no reader has had. */
    public void add(Collection<MemorySegment> pages) {
        free.addAll(pages);
        dispatch();
    }

    /** Takes all pages out; none is given out again. */
    public void close(Collection<MemorySegment> pages) {
        closed = true;
        drain(pages);
    }

    void drain(Collection<MemorySegment> pages) {
        pages.addAll(free);
        free.clear();
    }

    void join(ReadAhead member) {
        members.add(member);
    }

    void leave(ReadAhead member) {
        members.remove(member);
        dispatch();
    }

    void put(MemorySegment page) {
        free.add(page);
    }

    MemorySegment take() {
        return free.remove();
    }

    int freePages() {
        return free.size();
    }

    /** Whether {@code member} may take so many pages now. */
    boolean allows(ReadAhead member, int pages) {
        return free.size() >= pages
                && (member.isWithinShare(pages) || free.size() - pages >= owedToOthersOf(member));
    }

    /**
     * Sets those to work that can: all that lack something of their share and, of the others, the
     * one that will be read up first.
     */
    void dispatch() {
        ReadAhead first = null;
        for (int i = 0; i < members.size(); i++) {
            ReadAhead member = members.get(i);
            if (!member.wantsPages()) {
                continue;
            }
            if (member.isWithinShare(member.neededPages())) {
                submitIfAllowed(member);
            } else if (first == null || member.isReadUpBefore(first)) {
                first = member;
            }
        }
        submitIfAllowed(first);
    }

    private void submitIfAllowed(@Nullable ReadAhead member) {
        if (member != null && allows(member, member.neededPages())) {
            member.submit();
        }
    }

    private int owedToOthersOf(ReadAhead member) {
        int owed = 0;
        for (int i = 0; i < members.size(); i++) {
            ReadAhead other = members.get(i);
            owed += other == member ? 0 : other.owedPages();
        }
        return owed;
    }
}
