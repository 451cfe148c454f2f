package io.plimsoll.memory.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.PoolOptions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a denial says, by whichever method memory was asked for. */
class DenialTextTest {

    private static final int PAGE = 4096;
    private static final long BUDGET = 16 * PAGE;

    private final MemoryManager manager =
            MemoryManager.builder()
                    .memorySizeBytes(BUDGET)
                    .maxMemorySizeBytes(2 * BUDGET)
                    .pageSizeBytes(PAGE)
                    .build();

    @AfterEach
    void close() {
        manager.close();
    }

    private MemoryPool pool(String name) throws Exception {
        return manager.rootPool().newChild(PoolOptions.named(name));
    }

    @Test
    void shouldReadTheSame_fromEachWayToAskForPages() throws Exception {
        MemoryPool holder = pool("holder");
        MemoryPool asker = pool("asker");
        holder.reserve(15 * PAGE);

        Throwable atOnce = catchThrowable(() -> asker.allocatePages(2));
        Throwable inTime = catchThrowable(() -> asker.allocatePages(2, Duration.ZERO));
        Throwable requested = catchThrowable(() -> asker.request(MemoryRequest.pages(2)));

        assertThat(atOnce)
                .hasMessage(
                        """
                        pool=root/asker: 2 pages (8192 bytes) denied: there is no room, and it does not wait; pool root is full: maxBytes=65536, 61440 used, 4096 missing
                          holders: root/holder 61440 bytes (priority 0)
                          could give back: nobody: no MemoryEvictor or MemoryReclaimer of a holder has anything
                          to do: raise memorySizeBytes of the memory manager to 69632 (MemoryManager.resize does it while the manager is in use), or take less, or let it wait (MemoryRequest.within, or a method with a timeout)\
                        """);
        assertThat(inTime).hasMessage(atOnce.getMessage());
        assertThat(requested).hasMessage(atOnce.getMessage());
        assertThat(((MemoryAllocationException) atOnce).denial())
                .isEqualTo(((MemoryAllocationException) inTime).denial())
                .contains(((MemoryDeniedException) requested).denial());
        holder.unreserve(15 * PAGE);
    }

    @Test
    void shouldReadTheSame_fromEachWayToReserve() throws Exception {
        MemoryPool asker = pool("asker");
        MemoryPool holder = pool("holder");
        holder.reserve(1);
        long bytes = BUDGET;
        Throwable atOnce = catchThrowable(() -> asker.reserve(bytes));
        Throwable owner = catchThrowable(() -> manager.reserveMemory("me", bytes));
        assertThat(((MemoryReservationException) atOnce).denial()).isPresent();
        assertThat(owner.getMessage().replace("root/owner:me", "root/asker"))
                .isEqualTo(atOnce.getMessage());
        holder.unreserve(1);
    }

    @Test
    void shouldSayThatItIsImpossible_evenToWhoDoesNotWait() throws Exception {
        MemoryPool asker = pool("asker");
        Throwable atOnce = catchThrowable(() -> asker.reserve(BUDGET + 1));
        assertThat(atOnce)
                .hasMessageContaining("denied: it can never be granted; pool root is too small")
                .hasMessageNotContaining("wait")
                .hasMessageContaining("memory manager to 65537 (");
        assertThat(catchThrowable(() -> asker.request(MemoryRequest.bytes(BUDGET + 1))))
                .hasMessage(atOnce.getMessage());
    }

    /** Its time was said to be over, and to wait longer was the advice, though it had none. */
    @Test
    void shouldNotSpeakOfTime_whenTheRequestHadNone() throws Exception {
        MemoryPool asker = pool("asker");
        asker.reserve(BUDGET);
        MemoryDeniedException denied =
                catchThrowableOfType(
                        MemoryDeniedException.class,
                        () -> pool("other").request(MemoryRequest.bytes(1)));
        assertThat(denied.denial().reason()).isEqualTo(MemoryDenial.Reason.NO_ROOM);
        assertThat(denied)
                .hasMessageNotContaining("its time is over")
                .hasMessageNotContaining("wait longer")
                .hasMessageNotContaining("after");
        asker.unreserve(BUDGET);
    }

    @Test
    void shouldSayHowLongItWaited_whenItDid() throws Exception {
        MemoryPool asker = pool("asker");
        asker.reserve(BUDGET);
        Duration time = Duration.ofMillis(5);
        assertThat(catchThrowable(() -> pool("other").reserve(1, time)))
                .hasMessageContaining("denied after 0.")
                .hasMessageContaining("its time is over")
                .hasMessageContaining("or wait longer");
        asker.unreserve(BUDGET);
    }

    @Test
    void shouldNameTheMaximumThatWouldDo() throws Exception {
        MemoryPool job = manager.rootPool().newChild("job", 0, 4 * PAGE);
        MemoryPool sort = job.newChild("sort", 0, Long.MAX_VALUE);
        assertThat(catchThrowable(() -> sort.allocatePages(5)))
                .hasMessageContaining("raise maxBytes of pool root/job to 20480, or take less");
        job.resize(0, 20480);
        sort.release(sort.allocatePages(5));
        assertThat(catchThrowable(() -> sort.reserve(3 * BUDGET)))
                .hasMessageContaining(
                        "raise maxBytes of pool root/job to 196608 (pool root above it has no room either)");
    }

    @Test
    void shouldCountWhatIsKeptBack_inTheBudgetThatWouldDo() throws Exception {
        try (MemoryManager kept =
                MemoryManager.builder()
                        .memorySizeBytes(100_000)
                        .maxMemorySizeBytes(1_000_000)
                        .reservedFraction(0.5)
                        .build()) {
            MemoryPool asker = kept.rootPool().newChild(PoolOptions.named("asker"));
            assertThat(catchThrowable(() -> asker.reserve(60_000)))
                    .hasMessageContaining("memory manager to 120000 (");
            kept.resize(120_000);
            asker.reserve(60_000);
            asker.unreserve(60_000);
        }
    }

    @Test
    void shouldSayWhoIsGuaranteedWhat_whenNobodyUsesIt() throws Exception {
        MemoryPool job = manager.rootPool().newChild("job", 8 * PAGE, BUDGET);
        MemoryPool below = job.newChild("below", 0, BUDGET);
        assertThat(catchThrowable(() -> pool("asker").reserve(BUDGET)))
                .hasMessageContaining(
                        "holders: root/job 0 bytes (32768 guaranteed to it, priority 0)");
        assertThat(below.usedBytes()).isZero();
    }

    @Test
    void shouldTellListenersOfLimitsThatAreRefused() throws Exception {
        MemoryPool a = manager.rootPool().newChild("a", 0, BUDGET);
        MemoryPool b = manager.rootPool().newChild("b", 10 * PAGE, BUDGET);
        MemoryReservationException refused =
                catchThrowableOfType(
                        MemoryReservationException.class, () -> a.resize(7 * PAGE, BUDGET));
        assertThat(refused)
                .hasMessageStartingWith("pool=root/a: a minimum of 28672 bytes denied")
                .hasMessageContaining("4096 missing")
                .hasMessageContaining("root/b 0 bytes (40960 guaranteed to it, priority 0)")
                .hasMessageNotContaining("let it wait");
        assertThat(manager.snapshot().events().denials()).isEqualTo(1);
        b.close();
    }

    @Test
    void shouldNameTheNewPool_whetherItsMinimumIsWaitedForOrNot() throws Exception {
        MemoryPool holder = pool("holder");
        holder.reserve(BUDGET);
        PoolOptions options = PoolOptions.named("late").withMinBytes(PAGE);
        Throwable atOnce = catchThrowable(() -> manager.rootPool().newChild(options));
        Throwable waited =
                catchThrowable(
                        () -> manager.requests().open(manager.rootPool(), options, Duration.ZERO));
        assertThat(atOnce)
                .hasMessageStartingWith("pool=root/late: a minimum of 4096 bytes denied: ")
                .hasMessageContaining("let it wait (MemoryRequestHandler.open)");
        assertThat(waited).hasMessage(atOnce.getMessage());
        holder.unreserve(BUDGET);
    }
}
