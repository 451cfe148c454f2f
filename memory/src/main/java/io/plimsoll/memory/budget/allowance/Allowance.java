package io.plimsoll.memory.budget.allowance;

import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of one pool: its limits and what is charged against them.
 *
 * <p>Two sums are kept, both from the leaves to the root.
 *
 * <ul>
 *   <li><em>Inside</em> is what is granted for good: a leaf's memory, or what the children charge.
 *       A pool charges its parent the larger of its inside and its guarantee, so a guarantee is
 *       paid for from the start.
 *   <li><em>Held</em> is what is taken: all memory of the leaves below, also what they borrowed.
 * </ul>
 *
 * <p>What is borrowed is held but not inside: it lives on guarantees that others do not use. Since
 * a guarantee is inside already, its owner always finds room inside; if then there is none to hold
 * it, at least as much is borrowed below the same pool and can be recalled.
 *
 * <p><b>Threads:</b> every method needs the lock of the tree.
 */
public final class Allowance {

    final @Nullable Allowance parent;

    private long minBytes;
    private long maxBytes;

    /** The minimum, or 0 once the pool was closed. */
    private long guaranteeBytes;

    /** The maximum, or after it was lowered below what is charged, that until it has fallen. */
    private long ceilingBytes;

    /** Of the maximum, only for those that may use it; at the root only. */
    private long reserveBytes;

    private long insideBytes;
    private long heldBytes;
    private long borrowedBytes;

    /** At the root only. */
    private @Nullable FillGauge gauge;

    /** Creates the allowance of a pool that has nothing inside. */
    public Allowance(@Nullable Allowance parent, long minBytes, long maxBytes) {
        this.parent = parent;
        this.minBytes = minBytes;
        this.guaranteeBytes = minBytes;
        this.maxBytes = maxBytes;
        this.ceilingBytes = maxBytes;
    }

    /** Has what is held measured from now on. */
    public void watch(FillGauge newGauge) {
        gauge = newGauge;
    }

    /** The guaranteed minimum as it was set, also once the pool was closed. */
    public long minBytes() {
        return minBytes;
    }

    /** The maximum as it was set for this pool, whatever those of the pools above. */
    public long maxBytes() {
        return maxBytes;
    }

    /** The smallest maximum from here to the root. */
    public long effectiveMaxBytes() {
        return parent == null ? maxBytes : Math.min(maxBytes, parent.effectiveMaxBytes());
    }

    /** What is guaranteed now. */
    public long guaranteeBytes() {
        return guaranteeBytes;
    }

    /** What of the maximum is only for those that may use it. */
    public long reserveBytes() {
        return reserveBytes;
    }

    /** What holds now instead of a maximum that was lowered below what is charged. */
    public long ceilingBytes() {
        return ceilingBytes;
    }

    /** What is granted for good: memory of a leaf, or what the children charge. */
    public long insideBytes() {
        return insideBytes;
    }

    /** All memory of the leaves below, also what they borrowed. */
    public long heldBytes() {
        return heldBytes;
    }

    /** What of that is borrowed. */
    public long borrowedBytes() {
        return borrowedBytes;
    }

    /** What this pool costs its parent. */
    public long chargedBytes() {
        return Math.max(guaranteeBytes, insideBytes);
    }

    /** How much must come back until the maximum is kept. */
    public long overhangBytes() {
        return Math.max(0, Math.max(insideBytes, heldBytes) - maxBytes);
    }

    /**
     * Whether this pool or one above it is above its limit: because the maximum was lowered, or
     * because others have gone into the reserve.
     */
    public boolean isOverhung(boolean mayUseReserve) {
        return ceilingBytes > maxBytes
                || insideBytes > limitBytes(mayUseReserve)
                || (parent != null && parent.isOverhung(mayUseReserve));
    }

    private long unusedGuaranteeBytes() {
        return Math.max(0, guaranteeBytes - insideBytes);
    }

    /** How much of some bytes is not covered by unused guarantees from here to the root. */
    public long uncoveredBytes(long bytes) {
        long above = Math.max(0, bytes - unusedGuaranteeBytes());
        return parent == null ? above : parent.uncoveredBytes(above);
    }

    /** The maximum, less the reserve if that is not to be used. */
    public long limitBytes(boolean mayUseReserve) {
        return mayUseReserve ? maxBytes : maxBytes - reserveBytes;
    }

    /** How much more may be inside, less than 0 perhaps; guarantees of others are not counted. */
    public long roomBytes(boolean mayUseReserve) {
        long own = limitBytes(mayUseReserve) - insideBytes;
        return parent == null
                ? own
                : Math.min(
                        own, unusedGuaranteeBytes() + Math.max(0, parent.roomBytes(mayUseReserve)));
    }

    /** The nearest allowance towards the root inside which there is no room; null if none. */
    public @Nullable Allowance blocker(long bytes, boolean mayUseReserve) {
        if (bytes <= 0) {
            return null;
        }
        if (bytes > limitBytes(mayUseReserve) - insideBytes) {
            return this;
        }
        long aboveGuarantee = bytes - unusedGuaranteeBytes();
        return parent == null ? null : parent.blocker(aboveGuarantee, mayUseReserve);
    }

    /** The nearest allowance towards the root that cannot hold so much more; null if none. */
    public @Nullable Allowance holdBlocker(long bytes) {
        if (bytes > 0 && bytes > ceilingBytes - heldBytes) {
            return this;
        }
        return parent == null ? null : parent.holdBlocker(bytes);
    }

    /** The nearest allowance towards the root that could not hold so much borrowed. */
    public @Nullable Allowance loanBlocker(long bytes, boolean mayUseReserve) {
        if (bytes > limitBytes(mayUseReserve) - heldBytes) {
            return this;
        }
        return parent == null ? null : parent.loanBlocker(bytes, mayUseReserve);
    }

    /** How much could be borrowed here, less than 0 perhaps. */
    public long loanRoomBytes(boolean mayUseReserve) {
        long own = limitBytes(mayUseReserve) - heldBytes;
        return parent == null ? own : Math.min(own, parent.loanRoomBytes(mayUseReserve));
    }

    /** How much can be held here before something must be recalled. */
    public long holdRoomBytes() {
        long own = ceilingBytes - heldBytes;
        return parent == null ? own : Math.min(own, parent.holdRoomBytes());
    }

    /** What of an unused guarantee would have to be recalled, were all of it taken now. */
    public long lentBytes() {
        long unused = unusedGuaranteeBytes();
        return unused == 0 ? 0 : Math.max(0, unused - Math.max(0, holdRoomBytes()));
    }

    /** Charges memory that a leaf takes, for which there is room inside. */
    public void take(long bytes) {
        addInside(bytes);
        addHeld(bytes);
    }

    /** Charges memory that a leaf borrows. */
    public void borrow(long bytes) {
        addHeld(bytes);
        addBorrowed(bytes);
    }

    /** Takes memory back from a leaf: what is borrowed first. */
    public void giveBack(long bytes) {
        long returned = Math.min(bytes, borrowedBytes);
        addHeld(-bytes);
        if (returned > 0) {
            addBorrowed(-returned);
        }
        if (bytes > returned) {
            addInside(returned - bytes);
        }
    }

    private void addHeld(long bytes) {
        for (Allowance pool = this; pool != null; pool = pool.parent) {
            pool.heldBytes += bytes;
            pool.settleCeiling();
            pool.measure();
        }
    }

    private void measure() {
        if (gauge != null) {
            gauge.update(heldBytes, maxBytes);
        }
    }

    private void addBorrowed(long bytes) {
        for (Allowance pool = this; pool != null; pool = pool.parent) {
            pool.borrowedBytes += bytes;
        }
    }

    /** Changes what is inside, and carries on to the parent what that changes in the charge. */
    public void addInside(long bytes) {
        long before = chargedBytes();
        insideBytes += bytes;
        settleCeiling();
        carry(before);
    }

    private void carry(long chargedBefore) {
        long change = chargedBytes() - chargedBefore;
        if (change != 0 && parent != null) {
            parent.addInside(change);
        }
    }

    /** Ends the guarantee. */
    public void dropGuarantee() {
        setGuarantee(0);
    }

    /** Changes the minimum, for which there must be room in the parent. */
    public void setMin(long bytes) {
        minBytes = bytes;
        setGuarantee(bytes);
    }

    private void setGuarantee(long bytes) {
        long before = chargedBytes();
        guaranteeBytes = bytes;
        carry(before);
    }

    /** Changes the maximum; what is charged above it stays until it comes back. */
    public void setMax(long bytes) {
        maxBytes = bytes;
        ceilingBytes = Math.max(bytes, Math.max(insideBytes, heldBytes));
        measure();
    }

    /** Changes the part of the root's maximum that not everybody may use. */
    public void setReserve(long bytes) {
        reserveBytes = bytes;
    }

    /** Lets the ceiling sink with what is charged, down to the maximum. */
    private void settleCeiling() {
        if (ceilingBytes > maxBytes) {
            long chargedNow = Math.max(insideBytes, heldBytes);
            ceilingBytes = Math.min(ceilingBytes, Math.max(maxBytes, chargedNow));
        }
    }
}
