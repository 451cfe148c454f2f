package io.plimsoll.memory.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryManagerBuilder;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.leak.MisuseReport;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.MemoryRequest;
import io.plimsoll.memory.segment.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryListenerTest {

    private static final int PAGE = MemoryManager.DEFAULT_PAGE_SIZE;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final MemoryManagerBuilder builder =
            MemoryManager.builder()
                    .memorySizeBytes(100L * PAGE)
                    .onLeak(_ -> heard.add("taker leak"))
                    .onMisuse(_ -> heard.add("taker misuse"));

    private final List<MemoryManager> managers = new ArrayList<>();

    @AfterEach
    void close() {
        managers.forEach(MemoryManager::close);
    }

    private MemoryManager manager(MemoryListener... listeners) {
        for (MemoryListener listener : listeners) {
            builder.listener(listener);
        }
        managers.add(builder.build());
        return managers.getLast();
    }

    private MemoryListener named(String name) {
        return new MemoryListener() {
            @Override
            public void onPressure(PressureChange change) {
                heard.add(name + " pressure " + change.after());
            }

            @Override
            public void onDenial(MemoryDenial denial) {
                heard.add(name + " denial " + denial.poolPath());
            }

            @Override
            public void onLeak(LeakReport report) {
                heard.add(name + " leak");
            }

            @Override
            public void onMisuse(MisuseReport report) {
                heard.add(name + " misuse");
            }
        };
    }

    private static void leak(MemoryManager manager) throws Exception {
        MemoryPool pool = manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
        pool.reserve(1);
        pool.close();
        pool.unreserve(1);
    }

    @Test
    void listenersHearInTheOrderOfTheirRegistrationUntilRemoved() throws Exception {
        MemoryListener second = named("b");
        MemoryManager manager = manager(named("a"), second);
        manager.addListener(named("c"));
        leak(manager);
        assertThat(heard).containsExactly("taker leak", "a leak", "b leak", "c leak");
        heard.clear();
        manager.removeListener(second);
        leak(manager);
        assertThat(heard).containsExactly("taker leak", "a leak", "c leak");
    }

    @Test
    void aListenerThatThrowsHarmsNobody() throws Exception {
        MemoryListener broken =
                new MemoryListener() {
                    @Override
                    public void onLeak(LeakReport report) {
                        throw new AssertionError("expected by the test");
                    }

                    @Override
                    public void onDenial(MemoryDenial denial) {
                        throw new IllegalStateException("expected by the test");
                    }
                };
        MemoryManager manager = manager(broken, named("a"));
        leak(manager);
        leak(manager);
        MemoryPool pool = manager.rootPool().newChild("job", 0, PAGE);
        manager.requests().tryRequest(pool, MemoryRequest.pages(2));
        assertThat(heard)
                .containsExactly(
                        "taker leak", "a leak", "taker leak", "a leak", "a denial root/job");
        assertThat(manager.snapshot().events().listenerFailures()).isEqualTo(3);
        assertThat(manager.snapshot().events().leaks()).isEqualTo(2);
        assertThat(manager.snapshot().events().denials()).isEqualTo(1);
    }

    @Test
    void aListenerMayUseTheManager() throws Exception {
        MemoryManager manager = manager();
        manager.addListener(
                new MemoryListener() {
                    @Override
                    public void onLeak(LeakReport report) {
                        try {
                            manager.rootPool().newChild("inside", PAGE, PAGE).close();
                            heard.add("used " + manager.usedBytes());
                        } catch (Exception refused) {
                            heard.add(refused.toString());
                        }
                    }
                });
        leak(manager);
        assertThat(heard).containsExactly("taker leak", "used 1");
    }

    @Test
    void pressureRisesAndFallsWithoutFlutter() throws Exception {
        MemoryManager manager = manager(named("a"));
        MemoryPool pool = manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
        pool.reserve(74L * PAGE);
        for (int i = 0; i < 100; i++) {
            pool.reserve(2L * PAGE);
            pool.unreserve(2L * PAGE);
        }
        pool.reserve(24L * PAGE);
        pool.unreserve(98L * PAGE);
        await(() -> heard.contains("a pressure NORMAL"));
        assertThat(heard)
                .containsExactly("a pressure ELEVATED", "a pressure CRITICAL", "a pressure NORMAL");
    }

    @Test
    void misuseIsHeard() throws Exception {
        MemoryManager manager = manager(named("a"));
        MemoryPool pool = manager.rootPool().newChild("job", 0, Long.MAX_VALUE);
        MemorySegment page = Objects.requireNonNull(pool.tryAllocatePage());
        ByteBuffer stale = page.wrap(0, PAGE);
        pool.release(page);
        stale.put(0, (byte) 1);
        pool.release(pool.allocatePages(100));
        await(() -> heard.contains("a misuse"));
        assertThat(heard).contains("taker misuse", "a misuse");
        assertThat(manager.snapshot().events().misuses()).isEqualTo(1);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
    }
}
