package io.plimsoll.memory.leak;

/** What can be leased, and hence leak. */
public enum LeaseKind {
    /** One page, or a run of pages. */
    PAGE,
    /** Bytes of a budget, for memory that is taken elsewhere. */
    RESERVATION,
    /** A block of an allocator, inside pages that the allocator leases. */
    BLOCK,
    /** A hold on a shared resource that was not closed. */
    RESOURCE,
    /** A pool that was not closed. */
    POOL,
    /** A manager that was not closed. */
    MANAGER
}
