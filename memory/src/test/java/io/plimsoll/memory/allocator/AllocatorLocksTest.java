package io.plimsoll.memory.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.allocator.OtherThreads.Who;
import io.plimsoll.memory.allocator.run.PageRuns;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * To take a run may call an evictor of a user. If that waits for another thread, which uses the
 * allocator under a lock of the user's own, nobody went on.
 */
class AllocatorLocksTest {

    private static final int PAGE = 4096;

    /** Far longer than anything takes that does not wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final FakeRuns runs = new FakeRuns(PAGE, 256, 256);
    private final OtherThreads threads = new OtherThreads();

    @AfterEach
    void close() {
        threads.close();
        runs.close();
    }

    private record Kind(String name, Function<PageRuns, BlockAllocator> maker) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Use(String name, Consumer<BlockAllocator> action) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> cases() {
        AllocatorOptions options = AllocatorOptions.defaults("test", 1 << 20);
        return Stream.of(
                        new Kind("classes", from -> new SizeClassAllocator(from, options, 2)),
                        new Kind("buddies", from -> new BuddyAllocator(from, options)))
                .flatMap(kind ->
                        Stream.of(Who.ANOTHER, Who.A_VIRTUAL_ONE)
                                .flatMap(who ->
                                        Stream.of(
                                                        new Use(
                                                                "allocates",
                                                                it -> it.free(it.tryAllocate(500))),
                                                        new Use("trims", BlockAllocator::trim),
                                                        new Use("evicts", it -> it.evict(PAGE)))
                                                .map(use -> Arguments.of(kind, who, use))));
    }

    @ParameterizedTest(name = "{0}: {1} takes a run while another {2}")
    @MethodSource("cases")
    void shouldKeepNobodyWaiting_whileItTakesARun(Kind kind, Who who, Use use) {
        try (BlockAllocator allocator = kind.maker().apply(runs)) {
            AtomicBoolean done = new AtomicBoolean();
            runs.onTake(() -> done.set(endsInTime(() -> use.action().accept(allocator))));
            threads.run(who, () -> allocator.free(allocator.tryAllocate(500)));
            assertThat(done).isTrue();
            allocator.verify();
        }
    }

    private static boolean endsInTime(Runnable action) {
        Thread other = Thread.ofVirtual().start(action);
        try {
            return other.join(PATIENCE);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
