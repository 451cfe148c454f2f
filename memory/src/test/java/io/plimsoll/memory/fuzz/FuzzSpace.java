package io.plimsoll.memory.fuzz;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.PoolOptions;

/**
 * The workspace of a reclaimer: a pool with a minimum, which caches live on while it is not used.
 * One thread at a time takes all of it, in the midst of giving back other memory, and must get it.
 */
final class FuzzSpace {

    /** A cache may have borrowed what it has not noted yet, and can't give back for a moment. */
    private static final int ATTEMPTS = 1000;

    private final ArbitrationFuzzer fuzzer;
    private final MemoryPool pool;
    private final long sizeBytes;

    FuzzSpace(ArbitrationFuzzer fuzzer, int id) throws Exception {
        this.fuzzer = fuzzer;
        this.sizeBytes = fuzzer.budgetBytes / 1024;
        PoolOptions options = PoolOptions.named("space-" + id).withLimits(sizeBytes, sizeBytes);
        this.pool = fuzzer.manager.rootPool().newChild(options);
        fuzzer.priorities.put(pool.path(), 0);
    }

    void use() throws InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (pool.tryReserve(sizeBytes)) {
                pool.unreserve(sizeBytes);
                return;
            }
            Thread.sleep(1);
        }
        if (!fuzzer.cacheRefuses) {
            fuzzer.violations.add("a guarantee was not to be had: " + fuzzer.manager.snapshot());
        }
    }

    void close() {
        pool.close();
    }
}
