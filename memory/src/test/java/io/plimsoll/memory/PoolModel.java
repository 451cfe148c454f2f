package io.plimsoll.memory;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tree of pools must grant, told as plainly as possible: make the change, look at every pool
 * on the way to the root that has grown, and take it back if one is over its limit.
 */
final class PoolModel {

    final long pageSizeBytes;
    final @Nullable PoolModel parent;
    final boolean evictable;
    final boolean mayUseReserve;
    final List<PoolModel> children = new ArrayList<>();
    long minBytes;
    long maxBytes;
    long keptBackBytes;
    boolean closed;
    long pages;
    long reservedBytes;
    long borrowedBytes;
    long peakBytes;
    private long ceilingBytes;

    PoolModel(
            long pageSizeBytes,
            @Nullable PoolModel parent,
            long minBytes,
            long maxBytes,
            boolean evictable,
            boolean mayUseReserve) {
        this.pageSizeBytes = pageSizeBytes;
        this.parent = parent;
        this.minBytes = minBytes;
        this.maxBytes = maxBytes;
        this.ceilingBytes = maxBytes;
        this.evictable = evictable;
        this.mayUseReserve = mayUseReserve;
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    long ownBytes() {
        return pages * pageSizeBytes + reservedBytes;
    }

    long usedBytes() {
        return ownBytes() + children.stream().mapToLong(PoolModel::usedBytes).sum();
    }

    /** What is out of pools that are open: a pool tells of its own when it closes. */
    long untoldBytes() {
        return (closed ? 0 : ownBytes())
                + children.stream().mapToLong(PoolModel::untoldBytes).sum();
    }

    long guaranteedBytes() {
        return closed ? 0 : minBytes;
    }

    /** What is granted for good, and promised. */
    long insideBytes() {
        return ownBytes()
                - borrowedBytes
                + children.stream()
                        .mapToLong(child -> Math.max(child.guaranteedBytes(), child.insideBytes()))
                        .sum();
    }

    PoolModel root() {
        return parent == null ? this : parent.root();
    }

    /** From here to the root. */
    private List<PoolModel> path() {
        List<PoolModel> path = new ArrayList<>();
        for (PoolModel pool = this; pool != null; pool = pool.parent) {
            path.add(pool);
        }
        return path;
    }

    private long limitBytes(boolean withReserve) {
        return withReserve ? maxBytes : maxBytes - keptBackBytes;
    }

    /** Makes a change and keeps it if no pool has grown beyond its limit. */
    private boolean tryInside(boolean withReserve, Runnable change, Runnable undo) {
        List<Long> before = path().stream().map(PoolModel::insideBytes).toList();
        change.run();
        for (int i = 0; i < before.size(); i++) {
            PoolModel pool = path().get(i);
            long inside = pool.insideBytes();
            if (inside > before.get(i) && inside > pool.limitBytes(withReserve)) {
                undo.run();
                return false;
            }
        }
        return true;
    }

    /** Whether some bytes would be granted for good, if need be after a recall. */
    boolean fitsInside(long bytes) {
        boolean fits =
                tryInside(
                        mayUseReserve, () -> reservedBytes += bytes, () -> reservedBytes -= bytes);
        if (fits) {
            reservedBytes -= bytes;
        }
        return fits;
    }

    /** Whether some bytes can be held without a recall. */
    boolean canHold(long bytes) {
        return path().stream().allMatch(pool -> pool.usedBytes() + bytes <= pool.ceilingBytes);
    }

    private boolean canBorrow(long bytes) {
        return evictable
                && path().stream()
                        .allMatch(
                                pool -> pool.usedBytes() + bytes <= pool.limitBytes(mayUseReserve));
    }

    boolean take(long count) {
        if (!grant(count * pageSizeBytes)) {
            return false;
        }
        pages += count;
        notePeak();
        return true;
    }

    boolean reserve(long bytes) {
        if (!grant(bytes)) {
            return false;
        }
        reservedBytes += bytes;
        notePeak();
        return true;
    }

    private boolean grant(long bytes) {
        if (bytes == 0 || (fitsInside(bytes) && canHold(bytes))) {
            return true;
        }
        if (!fitsInside(bytes) && canBorrow(bytes)) {
            borrowedBytes += bytes;
            return true;
        }
        return false;
    }

    private void notePeak() {
        path().forEach(pool -> pool.peakBytes = Math.max(pool.peakBytes, pool.usedBytes()));
    }

    void giveBackPage() {
        pages--;
        gaveBack(pageSizeBytes);
    }

    void unreserve(long bytes) {
        reservedBytes -= bytes;
        gaveBack(bytes);
    }

    private void gaveBack(long bytes) {
        borrowedBytes -= Math.min(borrowedBytes, bytes);
        settle();
        forgetIfGone();
    }

    /** A ceiling above a maximum that was lowered sinks with what is there. */
    private void settle() {
        for (PoolModel pool : path()) {
            if (pool.ceilingBytes > pool.maxBytes) {
                long there = Math.max(pool.insideBytes(), pool.usedBytes());
                pool.ceilingBytes = Math.min(pool.ceilingBytes, Math.max(pool.maxBytes, there));
            }
        }
    }

    @Nullable PoolModel open(
            long childMinBytes, long childMaxBytes, boolean childEvictable, boolean privileged) {
        PoolModel child =
                new PoolModel(
                        pageSizeBytes,
                        this,
                        childMinBytes,
                        childMaxBytes,
                        childEvictable,
                        privileged);
        return tryInside(privileged, () -> children.add(child), () -> children.remove(child))
                ? child
                : null;
    }

    long guaranteedBelowBytes() {
        return children.stream()
                .mapToLong(child -> Math.max(child.guaranteedBytes(), child.guaranteedBelowBytes()))
                .sum();
    }

    /** Sets both limits; false if the minimum is not to be had. */
    boolean resize(long newMinBytes, long newMaxBytes) {
        if (!setMin(newMinBytes)) {
            return false;
        }
        setMax(newMaxBytes);
        return true;
    }

    private boolean setMin(long bytes) {
        long before = minBytes;
        boolean fits = tryInside(mayUseReserve, () -> minBytes = bytes, () -> minBytes = before);
        if (fits) {
            settle();
        }
        return fits;
    }

    void setMax(long bytes) {
        maxBytes = bytes;
        ceilingBytes = Math.max(bytes, Math.max(insideBytes(), usedBytes()));
    }

    /** What is above the maximum. */
    long overhangBytes() {
        return Math.max(0, Math.max(insideBytes(), usedBytes()) - maxBytes);
    }

    boolean transfer(PoolModel sibling, long bytes) {
        long moved = Math.min(bytes, minBytes);
        boolean fits =
                sibling.tryInside(
                        sibling.mayUseReserve,
                        () -> {
                            minBytes -= moved;
                            sibling.minBytes += moved;
                        },
                        () -> {
                            minBytes += moved;
                            sibling.minBytes -= moved;
                        });
        if (!fits) {
            return false;
        }
        setMax(maxBytes - bytes);
        sibling.setMax(sibling.maxBytes + bytes);
        settle();
        return true;
    }

    void close() {
        List.copyOf(children).forEach(PoolModel::close);
        closed = true;
        settle();
        forgetIfGone();
    }

    /** A closed pool stays for as long as it has something out. */
    private void forgetIfGone() {
        if (closed && parent != null && usedBytes() == 0) {
            parent.children.remove(this);
            parent.forgetIfGone();
        }
    }

    /** The most that could be reserved, found by halving. */
    long availableBytes() {
        if (closed) {
            return 0;
        }
        long granted = 0;
        long refused = root().maxBytes + 1;
        while (refused - granted > 1) {
            long middle = granted + (refused - granted) / 2;
            if (fitsInside(middle) || canBorrow(middle)) {
                granted = middle;
            } else {
                refused = middle;
            }
        }
        return granted;
    }
}
