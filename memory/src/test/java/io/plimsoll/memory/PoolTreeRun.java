package io.plimsoll.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.PoolTreeModelTest.Kind;
import io.plimsoll.memory.PoolTreeModelTest.Step;
import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.leak.LeakReport.Leak;
import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** A real tree and its model, played in step. */
final class PoolTreeRun {

    private static final int PAGE = 4096;

    private final int budgetPages;
    private final MemoryManager manager;
    private final List<LeakReport> leaks = new ArrayList<>();
    private final List<MemoryPool> pools = new ArrayList<>();
    private final List<PoolModel> models = new ArrayList<>();
    private final List<MemorySegment> pages = new ArrayList<>();
    private final List<Integer> lessees = new ArrayList<>();
    private final List<Long> stamps = new ArrayList<>();
    private final double keptBack;
    private final List<Step> played = new ArrayList<>();
    private long nextStamp;
    private long recalledBytes;

    PoolTreeRun(int budgetPages, int tailBytes, double keptBack) {
        this.budgetPages = budgetPages;
        this.keptBack = keptBack;
        long bytes = (long) budgetPages * PAGE + tailBytes;
        this.manager =
                MemoryManager.builder()
                        .memorySizeBytes(bytes)
                        .maxMemorySizeBytes(2 * bytes)
                        .reservedFraction(keptBack)
                        .pageSizeBytes(PAGE)
                        .onLeak(leaks::add)
                        .build();
        pools.add(manager.rootPool());
        PoolModel root = new PoolModel(PAGE, null, 0, bytes, false, false);
        root.keptBackBytes = (long) (bytes * keptBack);
        models.add(root);
    }

    void play(List<Step> steps) {
        for (Step step : steps) {
            played.add(step);
            play(step);
            check();
        }
        while (!pages.isEmpty()) {
            release(pages.size() - 1, pages.size() % 2 == 0);
        }
        check();
        manager.close();
    }

    private void play(Step step) {
        int index = step.which() % pools.size();
        switch (step.kind()) {
            case OPEN -> open(index, step.first(), step.second());
            case TAKE -> take(index);
            case TAKE_MANY -> takeMany(index, step.first() % (budgetPages / 2));
            case RELEASE, FREE -> {
                if (!pages.isEmpty()) {
                    release(step.first() % pages.size(), step.kind() == Kind.FREE);
                }
            }
            case RESERVE -> reserve(index, step.first() * (long) budgetPages);
            case UNRESERVE -> unreserve(index, step.first() * (long) budgetPages);
            case RESIZE -> resize(index, step.first(), step.second());
            case TRANSFER -> transfer(index, step.first(), step.second());
            case RESIZE_BUDGET -> resizeBudget(step.first());
            case PRIORITY -> pools.get(index).setPriority(step.first() % 5 - 2);
            case CLOSE -> close(index);
            case TRIM -> manager.trim();
        }
    }

    private void open(int index, int first, int second) {
        PoolModel model = models.get(index);
        long minBytes = (long) (first % (budgetPages / 3)) * 3000;
        long maxBytes = minBytes + (long) (second % budgetPages) * 5000;
        MemoryPool pool = pools.get(index);
        PoolOptions options =
                PoolOptions.named("p" + pools.size())
                        .withLimits(minBytes, maxBytes)
                        .withEvictable(first % 3 == 0)
                        .withReserve(second % 3 == 0);
        if (model.closed || model.ownBytes() > 0) {
            assertThatThrownBy(() -> pool.newChild(options))
                    .isInstanceOf(IllegalStateException.class);
            return;
        }
        PoolModel child =
                model.open(minBytes, maxBytes, options.evictable(), options.mayUseReserve());
        try {
            MemoryPool opened = pool.newChild(options);
            assertThat(child).as("granted %s", opened).isNotNull();
            pools.add(opened);
            models.add(child);
            if (options.evictable()) {
                int opening = pools.size() - 1;
                opened.addEvictor(evictor(opening));
            }
        } catch (MemoryReservationException denied) {
            assertThat(child).as(denied.getMessage()).isNull();
        }
    }

    /** Gives back of a pool and its model what is wanted: pages first, then bytes. */
    private MemoryEvictor evictor(int index) {
        return new MemoryEvictor() {
            @Override
            public long evictableBytes() {
                return models.get(index).ownBytes();
            }

            @Override
            public long evict(long targetBytes) {
                long freed = 0;
                for (int i = lessees.size() - 1; i >= 0 && freed < targetBytes; i--) {
                    if (lessees.get(i) == index) {
                        release(i, false);
                        freed += PAGE;
                    }
                }
                PoolModel model = models.get(index);
                long bytes = Math.min(model.reservedBytes, Math.max(0, targetBytes - freed));
                pools.get(index).unreserve(bytes);
                model.unreserve(bytes);
                recalledBytes += freed + bytes;
                return freed + bytes;
            }
        };
    }

    /** Whether what others live on has to come back for this. */
    private boolean expectRecall(int index, long bytes) {
        recalledBytes = 0;
        PoolModel model = models.get(index);
        return bytes > 0 && model.fitsInside(bytes) && !model.canHold(bytes);
    }

    private void resize(int index, int first, int second) {
        PoolModel model = models.get(index);
        MemoryPool pool = pools.get(index);
        long minBytes = (long) (first % (budgetPages / 3)) * 3000;
        long maxBytes = minBytes + (long) (second % budgetPages) * 3000;
        if (index == 0 || maxBytes < model.guaranteedBelowBytes()) {
            assertThatThrownBy(() -> pool.resize(minBytes, maxBytes))
                    .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class);
            return;
        }
        if (model.closed) {
            assertThatThrownBy(() -> pool.resize(minBytes, maxBytes))
                    .isInstanceOf(IllegalStateException.class);
            return;
        }
        boolean expected = model.resize(minBytes, maxBytes);
        try {
            ResizeOutcome outcome = pool.resize(minBytes, maxBytes);
            assertThat(expected).isTrue();
            assertThat(outcome.overhangBytes()).isEqualTo(model.overhangBytes());
        } catch (MemoryReservationException denied) {
            assertThat(expected).as(denied.getMessage()).isFalse();
        }
    }

    private void transfer(int index, int first, int second) {
        PoolModel model = models.get(index);
        PoolModel parent = model.parent;
        if (parent == null || model.closed || parent.children.size() < 2) {
            return;
        }
        PoolModel other = parent.children.get(first % parent.children.size());
        MemoryPool pool = pools.get(index);
        MemoryPool sibling = pools.get(models.indexOf(other));
        long bytes = (long) (second % budgetPages) * 2000;
        if (other == model || other.closed || bytes > model.maxBytes) {
            assertThatThrownBy(() -> pool.transfer(sibling, bytes))
                    .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class);
            return;
        }
        if (model.maxBytes - bytes < model.guaranteedBelowBytes()) {
            assertThatThrownBy(() -> pool.transfer(sibling, bytes))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        boolean expected = model.transfer(other, bytes);
        try {
            pool.transfer(sibling, bytes);
            assertThat(expected).isTrue();
        } catch (MemoryReservationException denied) {
            assertThat(expected).as(denied.getMessage()).isFalse();
        }
    }

    private void resizeBudget(int first) {
        PoolModel root = models.get(0);
        long bytes = (long) (first % (2 * budgetPages)) * PAGE + first;
        if (bytes < root.guaranteedBelowBytes() || bytes > 2L * budgetPages * PAGE) {
            assertThatThrownBy(() -> manager.resize(bytes))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        root.keptBackBytes = (long) (bytes * keptBack);
        root.setMax(bytes);
        assertThat(manager.resize(bytes).overhangBytes()).isEqualTo(root.overhangBytes());
        assertThat(manager.getMemorySize()).isEqualTo(bytes);
    }

    private void take(int index) {
        MemoryPool pool = pools.get(index);
        if (!mayHold(index)) {
            assertThatThrownBy(pool::tryAllocatePage).isInstanceOf(IllegalStateException.class);
            return;
        }
        boolean recall = expectRecall(index, PAGE);
        MemorySegment page = pool.tryAllocatePage();
        assertThat(recalledBytes > 0).isEqualTo(recall);
        assertThat(page != null).isEqualTo(models.get(index).take(1));
        if (page != null) {
            hold(page, index);
        }
    }

    private void takeMany(int index, int count) {
        MemoryPool pool = pools.get(index);
        List<MemorySegment> taken = new ArrayList<>();
        if (count > 0 && !mayHold(index)) {
            assertThatThrownBy(() -> pool.tryAllocatePages(count, taken))
                    .isInstanceOf(IllegalStateException.class);
            return;
        }
        boolean recall = expectRecall(index, (long) count * PAGE);
        boolean granted = pool.tryAllocatePages(count, taken);
        assertThat(recalledBytes > 0).isEqualTo(recall);
        assertThat(granted).isEqualTo(count == 0 || models.get(index).take(count));
        assertThat(taken).hasSize(granted ? count : 0);
        taken.forEach(page -> hold(page, index));
    }

    private void hold(MemorySegment page, int index) {
        long stamp = nextStamp++;
        page.putLong(0, stamp);
        page.putLong(PAGE - 8, ~stamp);
        pages.add(page);
        lessees.add(index);
        stamps.add(stamp);
    }

    private void release(int which, boolean byItself) {
        MemorySegment page = pages.remove(which);
        int index = lessees.remove(which);
        stamps.remove(which);
        MemoryPool pool = pools.get(index);
        assertThat(page.getOwner()).isSameAs(pool);
        if (byItself) {
            page.free();
        } else {
            pool.release(page);
        }
        assertThat(page.isFreed()).isTrue();
        assertThatThrownBy(() -> pool.release(page)).isInstanceOf(IllegalStateException.class);
        models.get(index).giveBackPage();
    }

    private void reserve(int index, long bytes) {
        MemoryPool pool = pools.get(index);
        if (!mayHold(index)) {
            assertThatThrownBy(() -> pool.tryReserve(bytes))
                    .isInstanceOf(IllegalStateException.class);
            return;
        }
        boolean recall = expectRecall(index, bytes);
        boolean granted = pool.tryReserve(bytes);
        assertThat(recalledBytes > 0).isEqualTo(recall);
        assertThat(granted).isEqualTo(models.get(index).reserve(bytes));
    }

    private void unreserve(int index, long bytes) {
        PoolModel model = models.get(index);
        MemoryPool pool = pools.get(index);
        if (bytes > model.reservedBytes) {
            assertThatThrownBy(() -> pool.unreserve(bytes))
                    .isInstanceOf(IllegalStateException.class);
            return;
        }
        pool.unreserve(bytes);
        model.unreserve(bytes);
    }

    private void close(int index) {
        if (index == 0) {
            return;
        }
        PoolModel model = models.get(index);
        long out = model.untoldBytes();
        leaks.clear();
        pools.get(index).close();
        model.close();
        assertThat(leaks.stream().mapToLong(LeakReport::bytes).sum()).isEqualTo(out);
    }

    private boolean mayHold(int index) {
        return !models.get(index).closed && models.get(index).isLeaf();
    }

    private void check() {
        manager.verify();
        for (int i = 0; i < pools.size(); i++) {
            MemoryPool pool = pools.get(i);
            PoolModel model = models.get(i);
            assertThat(pool.usedBytes()).isEqualTo(model.usedBytes());
            assertThat(pool.reservedBytes()).isEqualTo(model.reservedBytes);
            assertThat(pool.availableBytes()).isEqualTo(model.availableBytes());
            assertThat(pool.peakBytes())
                    .as("%s after %s", pool, played)
                    .isGreaterThanOrEqualTo(model.peakBytes);
        }
        assertThat(manager.usedBytes()).isEqualTo(models.get(0).usedBytes());
        assertThat(manager.peakUsedBytes()).isGreaterThanOrEqualTo(manager.usedBytes());
        assertThat(manager.outstanding().leaks().stream().mapToLong(Leak::pages).sum())
                .isEqualTo(pages.size());
        for (int i = 0; i < pages.size(); i++) {
            assertThat(pages.get(i).getLong(0)).isEqualTo(stamps.get(i));
            assertThat(pages.get(i).getLong(PAGE - 8)).isEqualTo(~stamps.get(i));
        }
    }
}
