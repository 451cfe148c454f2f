package io.plimsoll.benchmarks.memory.pages;

import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.unsafe.DefaultAllocationManagerFactory;

/** Arrow's allocators on memory that it allocates with Unsafe. */
public class ArrowUnsafePages extends ArrowPages {

    @Override
    AllocationManager.Factory memory() {
        return DefaultAllocationManagerFactory.FACTORY;
    }
}
