package io.plimsoll.benchmarks.memory.pages;

import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.netty.DefaultAllocationManagerFactory;

/** Arrow's allocators on Netty's pooled one. */
public class ArrowNettyPages extends ArrowPages {

    @Override
    AllocationManager.Factory memory() {
        return DefaultAllocationManagerFactory.FACTORY;
    }
}
