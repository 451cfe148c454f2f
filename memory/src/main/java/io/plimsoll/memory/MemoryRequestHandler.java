package io.plimsoll.memory;

import io.plimsoll.memory.arbitration.Arbiter;
import io.plimsoll.memory.arbitration.Claim;
import io.plimsoll.memory.arbitration.PoolDesk;
import io.plimsoll.memory.arbitration.Terms;
import io.plimsoll.memory.arbitration.Waiter;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.MemoryDeniedException;
import io.plimsoll.memory.request.MemoryOutcome;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import io.plimsoll.memory.request.MemoryRequest;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.snapshot.ArbitrationFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * Takes requests for memory that may wait, and arbitrates between them.
 *
 * <p>In this order a request is served from: what its pool has; what is free; what others do not
 * use of that which is not guaranteed to them; what evictors give back at once; what reclaimers
 * give back at their safe points, its own included. If nothing has moved for half of its time, a
 * holder of lower priority is failed for it. Who waits is served by priority and age.
 *
 * <p>Pools' own {@code try…} methods go past all this: they never wait, and never run code of a
 * user.
 *
 * <p><b>Threads:</b> any thread may call any method, but not while it is giving memory back in a
 * reclaimer or an evictor.
 */
public final class MemoryRequestHandler {

    private final Arbiter arbiter;

    MemoryRequestHandler(Arbiter arbiter) {
        this.arbiter = arbiter;
    }

    /**
     * Requests memory for a pool, and waits for it as long as the request says. The thread is at a
     * safe point of the pool meanwhile: it runs the pool's reclaimers if others need memory.
     *
     * @throws MemoryDeniedException if the memory is not to be had; nothing has changed then
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws CancellationException if the request is cancelled while it waits
     * @throws MemoryPoolFailedException if the pool was failed, before or while it waits
     * @throws IllegalStateException if the pool is closed, before or while it waits, or has
     *     children
     */
    public MemoryGrant request(MemoryPool pool, MemoryRequest request)
            throws MemoryDeniedException, InterruptedException {
        MemoryOutcome<MemoryGrant> outcome = tryRequest(pool, request);
        if (outcome instanceof MemoryOutcome.Granted<MemoryGrant> granted) {
            return granted.grant();
        }
        throw new MemoryDeniedException(denial(outcome));
    }

    /**
     * Requests memory as above, but answers with a denial rather than to throw it.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws CancellationException if the request is cancelled while it waits
     * @throws IllegalStateException if the pool is closed, was failed or has children
     */
    public MemoryOutcome<MemoryGrant> tryRequest(MemoryPool pool, MemoryRequest request)
            throws InterruptedException {
        requireNonNull(pool, request);
        PoolDesk desk = pool.desk();
        Terms terms = Terms.of(request, desk.pool(), arbiter.time());
        return granted(pool, arbiter.request(desk, Claim.of(desk.pool(), request), terms));
    }

    /**
     * Requests memory without waiting for it on this thread. The future is completed, and what
     * depends on it runs, on a virtual thread of this request's own; if the memory is there at
     * once, the future returned is complete already. Cancelling the future, or completing it
     * otherwise, ends the wait.
     *
     * <p>It fails as {@link #request} throws. As the thread that asks goes on, its pool is not at a
     * safe point.
     *
     * @throws IllegalStateException if this thread is giving memory back
     */
    public CompletableFuture<MemoryGrant> requestAsync(MemoryPool pool, MemoryRequest request) {
        requireNonNull(pool, request);
        PoolDesk desk = pool.desk();
        Terms terms = Terms.of(request, desk.pool(), arbiter.time());
        Waiter waiter = arbiter.submit(desk, Claim.of(desk.pool(), request), terms);
        CompletableFuture<MemoryGrant> future = new CompletableFuture<>();
        if (waiter.isSettled()) {
            complete(future, pool, waiter);
            return future;
        }
        CompletableFuture<MemoryGrant> _ = future.whenComplete((_, _) -> arbiter.cancel(waiter));
        boolean driven = false;
        try {
            Thread.ofVirtual()
                    .name("memory request of " + pool.path())
                    .start(() -> complete(future, pool, waiter));
            driven = true;
        } finally {
            if (!driven) {
                arbiter.abandon(waiter);
            }
        }
        return future;
    }

    /** Whatever happens, the future is completed: nobody else will. */
    private void complete(CompletableFuture<MemoryGrant> future, MemoryPool pool, Waiter waiter) {
        try {
            MemoryOutcome<MemoryGrant> outcome = granted(pool, arbiter.await(waiter));
            if (outcome instanceof MemoryOutcome.Granted<MemoryGrant> granted) {
                if (!future.complete(granted.grant())) {
                    granted.grant().close();
                }
            } else {
                future.completeExceptionally(new MemoryDeniedException(denial(outcome)));
            }
        } catch (Throwable ended) {
            future.completeExceptionally(ended);
        }
    }

    /**
     * Opens a pool below another one, and waits for its minimum: all of it is granted, or the pool
     * does not open.
     *
     * @param timeout how long to wait
     * @throws MemoryDeniedException if the minimum is not to be had
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if the parent is closed, was failed or holds memory itself
     */
    public MemoryPool open(MemoryPool parent, PoolOptions options, Duration timeout)
            throws MemoryDeniedException, InterruptedException {
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(timeout, "timeout");
        PoolDesk desk = parent.desk();
        int priority =
                options.priority() == 0 ? desk.pool().effectivePriority() : options.priority();
        Terms terms =
                new Terms(
                        priority,
                        MemoryRequest.bytes(0).within(timeout).timeoutNanos(arbiter.time()),
                        null,
                        false);
        Claim.NewPool claim = new Claim.NewPool(desk.pool(), options.terms());
        MemoryOutcome<Claim> outcome = arbiter.request(desk, claim, terms);
        if (outcome instanceof MemoryOutcome.Denied<Claim> denied) {
            throw new MemoryDeniedException(denied.denial());
        }
        return opened(parent, claim);
    }

    /** What cannot be handed over is closed: nobody else has it. */
    private static MemoryPool opened(MemoryPool parent, Claim.NewPool claim) {
        // it uses the new pool from now on
        claim.endUse();
        boolean handedOver = false;
        try {
            MemoryPool opened = parent.opened(claim.opened());
            handedOver = true;
            return opened;
        } finally {
            if (!handedOver) {
                claim.opened().tree().close(claim.opened());
            }
        }
    }

    /** Returns who waits, what was tried to get memory back, and how often. */
    public ArbitrationFigures figures() {
        return arbiter.figures();
    }

    private static void requireNonNull(MemoryPool pool, MemoryRequest request) {
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(request, "request");
    }

    Arbiter arbiter() {
        return arbiter;
    }

    private static MemoryDenial denial(MemoryOutcome<MemoryGrant> outcome) {
        return ((MemoryOutcome.Denied<MemoryGrant>) outcome).denial();
    }

    private static MemoryOutcome<MemoryGrant> granted(
            MemoryPool pool, MemoryOutcome<Claim> outcome) {
        if (outcome instanceof MemoryOutcome.Granted<Claim> granted) {
            return new MemoryOutcome.Granted<>(grant(pool, granted.grant()));
        }
        return new MemoryOutcome.Denied<>(((MemoryOutcome.Denied<Claim>) outcome).denial());
    }

    private static MemoryGrant grant(MemoryPool pool, Claim claim) {
        List<MemorySegment> pages = new ArrayList<>();
        long bytes = claim instanceof Claim.Bytes taken ? taken.count() : 0;
        MemoryGrant grant = null;
        try {
            if (claim instanceof Claim.Pages taken && taken.chain() != PageStore.NONE) {
                pool.pages().leaseAll(taken.chain(), pages);
            }
            grant = new MemoryGrant(pool, claim, pages, bytes);
            return grant;
        } finally {
            if (grant == null) {
                pool.release(pages);
                pool.unreserve(bytes);
                claim.endUse();
            }
        }
    }
}
