package io.plimsoll.memory;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tree of pools must grant, told as plainly as possible: try the change, look at every pool
 * of the tree, and take it back if one is over its maximum.
 */
final class PoolModel {

    final long pageSizeBytes;
    final @Nullable PoolModel parent;
    final long minBytes;
    final long maxBytes;
    final List<PoolModel> children = new ArrayList<>();
    boolean closed;
    long pages;
    long reservedBytes;

    PoolModel(long pageSizeBytes, @Nullable PoolModel parent, long minBytes, long maxBytes) {
        this.pageSizeBytes = pageSizeBytes;
        this.parent = parent;
        this.minBytes = minBytes;
        this.maxBytes = maxBytes;
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

    private long promisedBytes() {
        return ownBytes()
                + children.stream()
                        .mapToLong(child ->
                                Math.max(child.closed ? 0 : child.minBytes, child.promisedBytes()))
                        .sum();
    }

    private boolean fits() {
        return promisedBytes() <= maxBytes
                && (closed || minBytes <= maxBytes)
                && children.stream().allMatch(PoolModel::fits);
    }

    private PoolModel root() {
        return parent == null ? this : parent.root();
    }

    boolean take(long count) {
        pages += count;
        if (root().fits()) {
            return true;
        }
        pages -= count;
        return false;
    }

    boolean reserve(long bytes) {
        reservedBytes += bytes;
        if (root().fits()) {
            return true;
        }
        reservedBytes -= bytes;
        return false;
    }

    @Nullable PoolModel open(long childMinBytes, long childMaxBytes) {
        PoolModel child = new PoolModel(pageSizeBytes, this, childMinBytes, childMaxBytes);
        children.add(child);
        if (root().fits()) {
            return child;
        }
        children.remove(child);
        return null;
    }

    void close() {
        List.copyOf(children).forEach(PoolModel::close);
        closed = true;
        forgetIfGone();
    }

    /** A closed pool stays for as long as it has something out. */
    void forgetIfGone() {
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
            reservedBytes += middle;
            boolean fits = root().fits();
            reservedBytes -= middle;
            if (fits) {
                granted = middle;
            } else {
                refused = middle;
            }
        }
        return granted;
    }
}
