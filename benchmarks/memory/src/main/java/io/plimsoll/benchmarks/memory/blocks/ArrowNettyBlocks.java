package io.plimsoll.benchmarks.memory.blocks;

import org.apache.arrow.memory.netty.DefaultAllocationManagerFactory;

/** Arrow's allocators on Netty's pooled one. */
public class ArrowNettyBlocks extends ArrowPatterns {

    /** For JMH. */
    public ArrowNettyBlocks() {
        super(() -> DefaultAllocationManagerFactory.FACTORY);
    }
}
