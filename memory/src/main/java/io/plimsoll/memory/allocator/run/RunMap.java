package io.plimsoll.memory.allocator.run;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells for an address which slab or chunk it lies in: a tree of two levels over page numbers,
 * whose root spans what has been entered and whose leaves are made at first need.
 *
 * <pre>
 *   63                                  25 24          15 14           0
 *  +--------------------------------------+--------------+--------------+
 *  | granule: place in the root           | page in leaf | byte in page |   pages of 32 KiB
 *  +--------------------------------------+--------------+--------------+
 * </pre>
 *
 * <p><b>Threads:</b> any thread may look up. Changes are guarded by the map's lock. Who was given a
 * block by another thread got the map's entry with it, so entries are read plainly; but {@link
 * #forEach} acquires them.
 */
public final class RunMap<T> {

    private static final int LEAF_BITS = 10;
    private static final int LEAF_MASK = (1 << LEAF_BITS) - 1;

    /** Entries are written so that who goes through all of them sees what they hold. */
    private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(Object[].class);

    private final int pageShift;
    private final int granuleShift;

    /** Replaced as a whole, under the lock; volatile. */
    private volatile Root root = new Root(0, new Object[0][]);

    public RunMap(int pageSizeBytes) {
        this.pageShift = Integer.numberOfTrailingZeros(pageSizeBytes);
        this.granuleShift = pageShift + LEAF_BITS;
    }

    /** What holds an address, or null. */
    @SuppressWarnings("unchecked") // put is the only way in
    public @Nullable T find(long address) {
        Root now = root;
        long granule = (address >>> granuleShift) - now.first;
        @Nullable Object[] @Nullable [] leaves = now.leaves;
        if (granule < 0 || granule >= leaves.length) {
            return null;
        }
        @Nullable Object[] leaf = leaves[(int) granule];
        return leaf == null ? null : (T) leaf[(int) (address >>> pageShift) & LEAF_MASK];
    }

    /** Enters the holder of a run, or strikes it off with null. */
    public synchronized void put(PageRun run, @Nullable T holder) {
        long first = run.address() >>> pageShift;
        long end = first + run.pages();
        // leaves first: a run that they cannot be made for is not entered in part
        for (long granule = first >>> LEAF_BITS; granule <= (end - 1) >>> LEAF_BITS; granule++) {
            leaf(granule);
        }
        for (long page = first; page < end; page++) {
            ENTRY.setRelease(leaf(page >>> LEAF_BITS), (int) page & LEAF_MASK, holder);
        }
    }

    /** Calls an action with each holder once, in the order of addresses. */
    @SuppressWarnings({"unchecked", "ReferenceEquality"}) // put is the only way in; one object
    public void forEach(Consumer<? super T> action) {
        Object last = null;
        for (@Nullable Object[] leaf : root.leaves) {
            for (int i = 0; leaf != null && i < leaf.length; i++) {
                Object holder = ENTRY.getAcquire(leaf, i);
                if (holder != null && holder != last) {
                    action.accept((T) holder);
                    last = holder;
                }
            }
        }
    }

    /** Strikes everything off. */
    public synchronized void clear() {
        root = new Root(0, new Object[0][]);
    }

    private @Nullable Object[] leaf(long granule) {
        Root now = root;
        if (granule < now.first || granule >= now.first + now.leaves.length) {
            now = now.including(granule);
            root = now;
        }
        int place = (int) (granule - now.first);
        @Nullable Object[] leaf = now.leaves[place];
        if (leaf == null) {
            leaf = new Object[LEAF_MASK + 1];
            now.leaves[place] = leaf;
        }
        return leaf;
    }

    /** The upper level: a leaf or null for each granule from the first on. */
    private static final class Root {
        final long first;
        final @Nullable Object[] @Nullable [] leaves;

        Root(long first, @Nullable Object[] @Nullable [] leaves) {
            this.first = first;
            this.leaves = leaves;
        }

        Root including(long granule) {
            if (leaves.length == 0) {
                return new Root(granule, new Object[1][]);
            }
            long newFirst = Math.min(first, granule);
            long newEnd = Math.max(first + leaves.length, granule + 1);
            @Nullable Object[] @Nullable [] wider =
                    new Object[Math.toIntExact(newEnd - newFirst)][];
            System.arraycopy(leaves, 0, wider, (int) (first - newFirst), leaves.length);
            return new Root(newFirst, wider);
        }
    }
}
