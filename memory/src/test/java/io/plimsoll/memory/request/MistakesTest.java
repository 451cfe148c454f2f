package io.plimsoll.memory.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.plimsoll.memory.MemoryGrant;
import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryManagerBuilder;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.PoolOptions;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user who got something wrong is told: the name, the value, and what was expected. */
class MistakesTest {

    private static final int PAGE = 4096;
    private static final long BUDGET = 16 * PAGE;

    private final MemoryManager manager = MemoryManager.create(BUDGET, PAGE);
    private final MemoryPool root = manager.rootPool();

    @AfterEach
    void close() {
        manager.close();
    }

    private static MemoryManagerBuilder builder() {
        return MemoryManager.builder().pageSizeBytes(PAGE);
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    // Sizes

    @Test
    void shouldRefuseAManagerWithoutASize() {
        assertThatIllegalStateException()
                .isThrownBy(() -> builder().build())
                .withMessage(
                        "the budget has no size (expected memorySizeBytes, containerFraction or fromPlan to be set)");
    }

    @Test
    void shouldRefuseABudgetThatIsLessThanAPage() {
        refused(
                () -> builder().memorySizeBytes(PAGE - 1).build(),
                "memorySizeBytes=4095 is a budget of 4095 bytes (expected at least one page: pageSizeBytes=4096)");
        refused(
                () -> MemoryManager.create(0, PAGE),
                "memorySizeBytes=0 is a budget of 0 bytes (expected at least one page: pageSizeBytes=4096)");
        builder().memorySizeBytes(PAGE).build().close();
    }

    @Test
    void shouldRefuseAMaximumBelowTheFirstBudget() {
        refused(
                () -> builder().memorySizeBytes(BUDGET).maxMemorySizeBytes(BUDGET - 1).build(),
                "maxMemorySizeBytes=65535 (expected no less than the budget: 65536, of memorySizeBytes=65536)");
        builder().memorySizeBytes(BUDGET).maxMemorySizeBytes(BUDGET).build().close();
    }

    @Test
    void shouldRefuseSizesThatABudgetCannotGet() throws Exception {
        refused(() -> manager.resize(-1), "memorySizeBytes=-1 (expected 0 or more)");
        refused(
                () -> manager.resize(2 * BUDGET),
                "memorySizeBytes=131072 (expected at most maxMemorySizeBytes=65536, with which the manager was built)");
        try (MemoryPool _ = root.newChild("sort", 8192, BUDGET)) {
            refused(
                    () -> manager.resize(4096),
                    "memorySizeBytes=4096 (expected at least the 8192 bytes guaranteed to pools below: close or resize some of those first)");
        }
        refused(
                () -> root.resize(0, 1),
                "pool=root (expected one below it: MemoryManager.resize changes the budget)");
    }

    // Names

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b", "/", "a\nb", "a\u0000"})
    void shouldRefuseANameThatWouldMakeAPathAmbiguous(String name) {
        refused(
                () -> root.newChild(PoolOptions.named(name)),
                "name='%s' (expected a name without slashes and control characters, and not a blank one)"
                        .formatted(name));
    }

    /** Two jobs that sort do not know each other. */
    @Test
    void shouldOpenTwoPoolsOfOneName() throws Exception {
        try (MemoryPool one = root.newChild("sort", 0, BUDGET);
                MemoryPool other = root.newChild("sort", 0, BUDGET)) {
            assertThat(other.path()).isEqualTo(one.path());
            one.reserve(1);
            assertThat(other.usedBytes()).isZero();
            one.unreserve(1);
        }
    }

    @Test
    void shouldNameThePoolsOfOwnersAndResources_whateverTheyCallThemselves() throws Exception {
        Object owner = List.of("/tmp/a", "b\n");
        manager.reserveMemory(owner, 1);
        assertThat(manager.outstanding().leaks().getFirst().poolPath())
                .isEqualTo("root/owner:[_tmp_a, b_]");
        manager.releaseAllMemory(owner);
        manager.getSharedMemoryResourceForManagedMemory("a/b", _ -> () -> {}, 0.5).close();
    }

    // Amounts and nothing at all

    @Test
    void shouldNameWhatWasNegative() {
        refused(() -> MemoryRequest.bytes(-5), "bytes=-5 (expected 0 or more)");
        refused(() -> MemoryRequest.pages(-5), "pages=-5 (expected 0 or more)");
    }

    @Test
    @NullUnmarked
    void shouldNameWhatWasNull() {
        MemoryRequest request = MemoryRequest.bytes(1);
        missing(() -> root.addEvictor(null), "evictor");
        missing(() -> root.addReclaimer(null), "reclaimer");
        missing(() -> root.newChild((PoolOptions) null), "options");
        missing(() -> root.newChild(null, 0, 1), "name");
        missing(() -> root.request(null), "request");
        missing(() -> root.allocatePages(1, null), "time");
        missing(() -> root.reserve(1, null), "time");
        missing(() -> root.transfer(null, 1), "sibling");
        missing(() -> root.release((io.plimsoll.memory.segment.MemorySegment) null), "page");
        missing(() -> manager.requests().request(null, request), "pool");
        missing(() -> manager.requests().requestAsync(null, request), "pool");
        missing(() -> manager.requests().requestAsync(root, null), "request");
        missing(
                () -> manager.requests().open(null, PoolOptions.named("a"), Duration.ZERO),
                "parent");
        missing(() -> manager.requests().open(root, null, Duration.ZERO), "options");
        missing(() -> request.within(null), "time");
        missing(() -> request.until(null), "moment");
        missing(() -> manager.addListener(null), "listener");
    }

    private static void missing(ThrowingCallable call, String name) {
        assertThatNullPointerException().isThrownBy(call).withMessage(name);
    }

    // In words

    @Test
    void shouldShowThemselves() throws Exception {
        MemoryPool pool = root.newChild("a", 0, BUDGET);
        assertThat(manager)
                .hasToString(
                        "MemoryManager[0 of 65536 bytes used, of memorySizeBytes=65536, in pages of 4096]");
        MemoryGrant pages = pool.request(MemoryRequest.pages(2));
        MemoryGrant bytes = pool.request(MemoryRequest.bytes(7));
        assertThat(pages).hasToString("MemoryGrant[root/a, 2 pages, 8192 bytes]");
        assertThat(bytes).hasToString("MemoryGrant[root/a, 7 bytes]");
        assertThat(manager.toString()).startsWith("MemoryManager[8199 of 65536 bytes used");
        pages.close();
        bytes.close();
        assertThat(bytes).hasToString("MemoryGrant[root/a, closed]");
        assertThat(MemoryRequest.pages(2).within(Duration.ofSeconds(5)).priority(3))
                .hasToString("MemoryRequest[2 pages, priority 3, within PT5S]");
        MemoryManager ended = MemoryManager.create(BUDGET, PAGE);
        ended.shutdown();
        assertThat(ended.toString()).endsWith(", shut down]");
    }
}
