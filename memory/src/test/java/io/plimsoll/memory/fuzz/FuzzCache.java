package io.plimsoll.memory.fuzz;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.PoolOptions;
import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import io.plimsoll.memory.request.MemoryRequest;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** A cache that fills itself with what is free, and gives it back at once; sometimes it won't. */
final class FuzzCache implements Runnable, MemoryEvictor {

    private final ArbitrationFuzzer fuzzer;
    private final SplittableRandom random;
    private final MemoryPool pool;
    private final AtomicLong heldBytes = new AtomicLong();
    private final boolean refuses;

    FuzzCache(ArbitrationFuzzer fuzzer, int id, SplittableRandom random) throws Exception {
        this.fuzzer = fuzzer;
        this.random = random;
        this.refuses = random.nextInt(4) == 0;
        if (refuses) {
            fuzzer.cacheRefuses = true;
        }
        int priority = random.nextInt(10);
        PoolOptions options =
                PoolOptions.named("cache-" + id).withPriority(priority).withEvictable(true);
        this.pool = fuzzer.manager.rootPool().newChild(options);
        fuzzer.priorities.put(pool.path(), priority);
        Runnable unused = pool.addEvictor(this);
    }

    @Override
    public void run() {
        while (!fuzzer.stopped) {
            long bytes = random.nextLong(1, Math.max(2, fuzzer.budgetBytes / 16));
            try {
                if (pool.tryReserve(bytes)) {
                    heldBytes.addAndGet(bytes);
                }
            } catch (MemoryPoolFailedException failed) {
                break;
            }
            Thread.onSpinWait();
            if (random.nextInt(10) == 0) {
                Thread.yield();
            }
        }
    }

    @Override
    public long evictableBytes() {
        return heldBytes.get();
    }

    @Override
    public long evict(long targetBytes) {
        if (refuses) {
            return 0;
        }
        if (ThreadLocalRandom.current().nextInt(8) == 0) {
            takeInsideEvict();
        }
        long taken = 0;
        long held = heldBytes.get();
        while (held > 0 && taken == 0) {
            long bytes = Math.min(held, targetBytes);
            if (heldBytes.compareAndSet(held, held - bytes)) {
                taken = bytes;
            }
            held = heldBytes.get();
        }
        pool.unreserve(taken);
        return taken;
    }

    /** What a thread takes while it gives memory back is refused, however it asks for it. */
    private void takeInsideEvict() {
        try {
            if (pool.tryReserve(fuzzer.budgetBytes)) {
                fuzzer.violations.add("I5: bytes were reserved inside evict");
            }
            fuzzer.violations.add("I5: it was looked for bytes inside evict");
        } catch (IllegalStateException refused) {
            // as it should be
        }
        try {
            fuzzer.manager.requests().requestAsync(pool, MemoryRequest.bytes(1));
            fuzzer.violations.add("I5: a request was taken inside evict");
        } catch (IllegalStateException refused) {
            // as it should be
        }
    }

    void close() {
        pool.unreserve(heldBytes.getAndSet(0));
        pool.close();
    }
}
