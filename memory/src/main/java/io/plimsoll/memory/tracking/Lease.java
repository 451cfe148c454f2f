package io.plimsoll.memory.tracking;

import io.plimsoll.memory.leak.LeaseKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one lease that is followed: whose it is, since when, and from where it was
 * taken; after its end also who ended it.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
public final class Lease {

    /** Stands for an end of which no stack was taken. */
    private static final Object ENDED_UNSEEN = new Object();

    private static final VarHandle END;

    static {
        try {
            END = MethodHandles.lookup().findVarHandle(Lease.class, "end", Object.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final LeaseKind kind;
    private final Object holder;
    private final long id;
    private final long bytes;
    private final long weightBytes;
    private final StackSample begin;

    /** Null while the lease lasts, then what is known of its end; compared and set once. */
    private volatile @Nullable Object end;

    /** Set once, by the thread that began the lease, before anybody else sees it. */
    private @Nullable Reference<?> object;

    /** Only ever set; a race with the end of the lease is a bug of the caller. */
    private volatile boolean escaped;

    Lease(LeaseKind kind, Object holder, long id, long bytes, long weightBytes, StackSample begin) {
        this.kind = kind;
        this.holder = holder;
        this.id = id;
        this.bytes = bytes;
        this.weightBytes = weightBytes;
        this.begin = begin;
    }

    /** What was leased. */
    public LeaseKind kind() {
        return kind;
    }

    /** To whom it was leased. */
    public Object holder() {
        return holder;
    }

    /** What was leased, as its holder knows it: the index of a page, the address of a block. */
    public long id() {
        return id;
    }

    /** Bytes of this lease. */
    public long bytes() {
        return bytes;
    }

    /**
     * Bytes of all leases that this one stands for; more than its own if only some are followed.
     */
    public long weightBytes() {
        return weightBytes;
    }

    /** Where the lease was taken. */
    public StackSample begin() {
        return begin;
    }

    /** The object that stands for the lease; null once it was collected, or the lease has ended. */
    public @Nullable Object object() {
        return object == null ? null : object.get();
    }

    /** Ends the watch: the collector need not tell that the object of an ended lease is gone. */
    void unwatch() {
        if (object != null) {
            object.clear();
        }
    }

    void watch(Reference<?> reference) {
        object = reference;
    }

    /** Notes that an address or a buffer was handed out, which may outlive the object. */
    public void escape() {
        if (!escaped) {
            escaped = true;
        }
    }

    /** Whether the memory may be in use though the object is gone. */
    public boolean hasEscaped() {
        return escaped;
    }

    /** Whether the lease has not ended. */
    public boolean isLive() {
        return end == null;
    }

    /** Ends the lease; of several calls one returns true. */
    boolean end(@Nullable StackSample stack) {
        return END.compareAndSet(this, null, stack == null ? ENDED_UNSEEN : stack);
    }

    /** Who ended the lease, with its beginning as the cause; null if that was not looked at. */
    public @Nullable StackSample endedBy() {
        return end instanceof StackSample stack ? stack : null;
    }
}
