package io.plimsoll.benchmarks.memory.blocks;

import org.apache.arrow.memory.unsafe.DefaultAllocationManagerFactory;

/** Arrow's allocators on memory that it allocates with Unsafe. */
public class ArrowUnsafeBlocks extends ArrowPatterns {

    /** For JMH. */
    public ArrowUnsafeBlocks() {
        super(() -> DefaultAllocationManagerFactory.FACTORY);
    }
}
