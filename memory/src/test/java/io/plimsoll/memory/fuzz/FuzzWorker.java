package io.plimsoll.memory.fuzz;

import io.plimsoll.memory.MemoryGrant;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.PoolOptions;
import io.plimsoll.memory.request.Cancellation;
import io.plimsoll.memory.request.Deadline;
import io.plimsoll.memory.request.MemoryDeniedException;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import io.plimsoll.memory.request.MemoryReclaimer;
import io.plimsoll.memory.request.MemoryRequest;
import io.plimsoll.memory.segment.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A thread with a pool: it requests, holds, gives back, gives way when asked, rests, and now and
 * then opens its pool anew. While it rests others may have it give way. Its reclaimer may be slow,
 * refuse, throw, lie, take memory itself, or use a workspace that caches live on.
 */
final class FuzzWorker implements Runnable, MemoryReclaimer {

    /** How a reclaimer behaves. */
    private enum Temper {
        WILLING,
        SLOW,
        REFUSES,
        THROWS,
        LIES,
        TAKES,
        SPILLS
    }

    private static final int MAX_PAGES = 2000;

    final int id;

    private final ArbitrationFuzzer fuzzer;
    private final MemoryPool parent;
    private final SplittableRandom random;
    private final FuzzSpace space;
    private final FuzzTraffic traffic;

    /** Held by the worker but while it rests; guards all that its reclaimer uses. */
    private final ReentrantLock turn = new ReentrantLock();

    private final List<MemoryGrant> held = new ArrayList<>();
    private final List<CompletableFuture<MemoryGrant>> pending = new ArrayList<>();

    private volatile @Nullable MemoryPool pool; // read by others
    private int openings;
    private Temper temper = Temper.WILLING;

    /** Read by others. */
    private volatile long heldBytes;

    private volatile @Nullable Cancellation cancellation;

    FuzzWorker(
            ArbitrationFuzzer fuzzer,
            int id,
            MemoryPool parent,
            FuzzSpace space,
            SplittableRandom random) {
        this.fuzzer = fuzzer;
        this.id = id;
        this.parent = parent;
        this.random = random;
        this.space = space;
        this.traffic = new FuzzTraffic(fuzzer, id, random.split());
    }

    @Override
    public void run() {
        turn.lock();
        while (!fuzzer.stopped) {
            try {
                act();
            } catch (MemoryPoolFailedException failed) {
                closePool();
            } catch (MemoryDeniedException
                    | MemoryReservationException
                    | InterruptedException
                    | CancellationException expected) {
                dropSome();
            } catch (RuntimeException | Error unexpected) {
                fuzzer.violations.add("worker %d: %s".formatted(id, trace(unexpected)));
                closePool();
            }
        }
        closePool();
        turn.unlock();
    }

    static String trace(Throwable thrown) {
        return thrown + " at " + List.of(thrown.getStackTrace()).subList(0, 8);
    }

    private void act()
            throws InterruptedException, MemoryDeniedException, MemoryReservationException {
        MemoryPool own = pool;
        if (own == null) {
            open();
            return;
        }
        switch (random.nextInt(18)) {
            case 0, 1, 2, 3, 4 -> request(own);
            case 5 -> pending.add(fuzzer.manager.requests().requestAsync(own, next()));
            case 6, 7 -> collect();
            case 8, 9 -> own.reclaimIfRequested();
            case 10 -> takeAndRelease(own);
            case 16 -> traffic.pass(own);
            case 17 -> rest();
            case 11 -> {
                if (random.nextInt(6) == 0) {
                    closePool();
                } else if (random.nextInt(6) == 0) {
                    own.resize(
                            own.minBytes(), own.minBytes() + random.nextLong(fuzzer.budgetBytes));
                }
            }
            default -> dropSome();
        }
    }

    /** Others may have it give way meanwhile. */
    private void rest() throws InterruptedException {
        int millis = random.nextInt(4);
        turn.unlock();
        try {
            Thread.sleep(millis);
        } finally {
            turn.lock();
        }
    }

    private void open() throws InterruptedException, MemoryDeniedException {
        int priority = 1 + random.nextInt(9);
        String name = "w%d-%d".formatted(id, openings++);
        fuzzer.priorities.put(parent.path() + "/" + name, priority);
        PoolOptions options = PoolOptions.named(name).withPriority(priority);
        if (random.nextInt(3) == 0) {
            options = options.withMinBytes(random.nextLong(fuzzer.budgetBytes / 8));
        }
        if (random.nextInt(4) == 0) {
            options = options.withMaxBytes(options.minBytes() + fuzzer.budgetBytes / 4);
        }
        long start = System.nanoTime();
        Duration timeout = timeout();
        try {
            pool = fuzzer.manager.requests().open(parent, options, timeout);
        } finally {
            checkTime(start, timeout);
        }
        int roll = random.nextInt(20);
        temper = roll < Temper.values().length ? Temper.values()[roll] : Temper.WILLING;
        if (random.nextInt(5) > 0) {
            Runnable unused = pool.addReclaimer(this);
        }
    }

    private Duration timeout() {
        return random.nextInt(5) == 0
                ? Duration.ZERO
                : ArbitrationFuzzer.MAX_TIMEOUT.dividedBy(1 + random.nextInt(100));
    }

    private MemoryRequest next() {
        long bytes = random.nextLong(1, Math.max(2, fuzzer.budgetBytes >> random.nextInt(1, 8)));
        MemoryRequest request =
                random.nextBoolean()
                        ? MemoryRequest.bytes(bytes)
                        : MemoryRequest.pages(pages(bytes));
        request = request.within(timeout());
        if (random.nextInt(4) == 0) {
            request = request.priority(random.nextInt(12));
        }
        if (random.nextInt(4) == 0) {
            Cancellation next = new Cancellation();
            cancellation = next;
            request = request.cancelledBy(next);
        }
        return random.nextInt(4) == 0 ? request.optional() : request;
    }

    /** As many pages, but no more than are written to in a moment. */
    private int pages(long bytes) {
        return (int) Math.min(MAX_PAGES, bytes / fuzzer.manager.getPageSize());
    }

    private void request(MemoryPool own) throws InterruptedException, MemoryDeniedException {
        MemoryRequest request = next();
        if (request.isOptional() && pending.isEmpty()) {
            fuzzer.withoutNeed.add(own.path());
        }
        long start = System.nanoTime();
        try {
            hold(own.request(request));
        } finally {
            checkTime(start, ArbitrationFuzzer.MAX_TIMEOUT);
            fuzzer.withoutNeed.remove(own.path());
        }
    }

    private void checkTime(long startNanos, Duration timeout) {
        long late = System.nanoTime() - startNanos - timeout.toNanos();
        if (late > fuzzer.margin().toNanos()) {
            fuzzer.violations.add("worker %d waited %d ns too long".formatted(id, late));
        }
    }

    private void hold(MemoryGrant grant) {
        held.add(grant);
        heldBytes += grant.sizeBytes();
        for (MemorySegment page : grant.pages()) {
            page.putInt(0, id);
            page.putInt(page.size() - 4, id);
        }
    }

    private long drop(int index) {
        MemoryGrant grant = held.set(index, held.getLast());
        held.removeLast();
        long bytes = grant.sizeBytes();
        for (MemorySegment page : grant.pages()) {
            if (page.getInt(0) != id || page.getInt(page.size() - 4) != id) {
                fuzzer.violations.add("a page of worker %d was overwritten".formatted(id));
            }
        }
        grant.close();
        heldBytes -= bytes;
        return bytes;
    }

    private void dropSome() {
        for (int i = random.nextInt(3); i > 0 && !held.isEmpty(); i--) {
            drop(random.nextInt(held.size()));
        }
    }

    /** Takes what futures have; those not done are cancelled or left. */
    private void collect() {
        for (int i = pending.size() - 1; i >= 0; i--) {
            CompletableFuture<MemoryGrant> future = pending.get(i);
            if (future.isDone() || random.nextInt(4) == 0) {
                pending.remove(i);
                future.cancel(false);
                take(future);
            }
        }
    }

    private void take(CompletableFuture<MemoryGrant> future) {
        try {
            hold(future.join());
        } catch (CancellationException cancelled) {
            return;
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof MemoryDeniedException)
                    && !(failed.getCause() instanceof IllegalStateException)
                    && !(failed.getCause() instanceof CancellationException)) {
                fuzzer.violations.add("a future failed: " + trace(failed.getCause()));
            }
        }
    }

    private void takeAndRelease(MemoryPool own) {
        List<MemorySegment> pages = new ArrayList<>();
        try {
            for (int i = random.nextInt(20); i > 0; i--) {
                MemorySegment page = own.tryAllocatePage();
                if (page != null) {
                    pages.add(page);
                }
            }
        } finally {
            // the pool may be failed meanwhile
            own.release(pages);
        }
    }

    private void closePool() {
        MemoryPool own = pool;
        if (own == null) {
            return;
        }
        if (random.nextBoolean()) {
            pending.forEach(future -> future.cancel(false));
        }
        for (CompletableFuture<MemoryGrant> future : pending) {
            try {
                future.get(10, TimeUnit.SECONDS);
            } catch (InterruptedException again) {
                future.cancel(false);
            } catch (Exception ended) {
                // looked at below
            }
            take(future);
        }
        pending.clear();
        while (!held.isEmpty()) {
            drop(held.size() - 1);
        }
        long patience = System.nanoTime() + fuzzer.margin().toNanos();
        while (own.usedBytes() != 0 && System.nanoTime() < patience) {
            // a cancelled future gives back what it was granted at the last moment
            Thread.yield();
        }
        own.close();
        pool = null;
    }

    /** The pool that is open now; it may close at any time. */
    @Nullable MemoryPool pool() {
        return pool;
    }

    void cancelSomething() {
        Cancellation switchOff = cancellation;
        if (switchOff != null) {
            switchOff.cancel();
        }
    }

    @Override
    public long reclaimableBytes() {
        return heldBytes;
    }

    @Override
    public long useCount() {
        return heldBytes;
    }

    @Override
    public boolean isAtSafePoint() {
        return !turn.isLocked() || turn.isHeldByCurrentThread();
    }

    @Override
    public long reclaim(long targetBytes, Deadline deadline) throws Exception {
        // begun to work again since it was looked at
        if (!turn.tryLock()) {
            return 0;
        }
        try {
            return giveWay(targetBytes);
        } finally {
            turn.unlock();
        }
    }

    private long giveWay(long targetBytes) throws Exception {
        switch (temper) {
            case REFUSES -> {
                return 0;
            }
            case SLOW -> Thread.sleep(random.nextInt(20));
            case THROWS -> throw new java.io.IOException("no space left on device");
            case LIES -> {
                return targetBytes;
            }
            case TAKES -> takeInsideReclaim();
            case SPILLS -> space.use();
            case WILLING -> {}
        }
        long freed = 0;
        while (freed < targetBytes && !held.isEmpty()) {
            freed += drop(random.nextInt(held.size()));
        }
        return freed;
    }

    private void takeInsideReclaim() throws Exception {
        MemoryPool own = pool;
        if (own == null) {
            return;
        }
        try {
            own.request(MemoryRequest.pages(1)).close();
            fuzzer.violations.add("I5: a request was granted inside reclaim");
        } catch (IllegalStateException refused) {
            // as it should be
        }
    }
}
