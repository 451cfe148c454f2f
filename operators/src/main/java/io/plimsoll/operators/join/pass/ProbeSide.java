package io.plimsoll.operators.join.pass;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.join.row.JoinConsumer;
import io.plimsoll.operators.join.row.RecordTooLargeException;
import io.plimsoll.operators.partition.SpilledPartition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The side of a pass that probes, over a sealed one that builds.
 *
 * <p>Threads: each worker has its own; {@link #finish} is called when none is at work.
 */
public final class ProbeSide implements PassMemory {

    private final BuildSide build;
    private final PassContext context;
    private final Roles roles;
    private final List<ProbeWorker> workers = new ArrayList<>();

    /** Held by the worker that makes room; it waits for the others' pages to be done. */
    private final ReentrantLock making = new ReentrantLock();

    /**
     * Opens the side.
     *
     * @param consumers take the results, one for each worker
     */
    public ProbeSide(BuildSide build, Roles roles, List<? extends JoinConsumer> consumers) {
        this.build = build;
        this.context = build.context();
        this.roles = roles;
        boolean opened = false;
        try {
            for (int i = 0; i < context.threads(); i++) {
                MemorySegment page = context.reading().tryAllocatePage();
                if (page == null) {
                    throw new IllegalStateException("no page to stage (expected: planned for)");
                }
                workers.add(new ProbeWorker(this, i, page, consumers.get(i)));
            }
            opened = true;
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    BuildSide build() {
        return build;
    }

    Roles roles() {
        return roles;
    }

    public ProbeWorker worker(int index) {
        return workers.get(index);
    }

    /** Frees pages for a large record of a worker, which holds no lock. */
    void makeRoom(ProbeWorker caller) throws IOException {
        context.check();
        making.lock();
        try {
            if (caller.awaitFreed() || spillBuilt() > 0) {
                return;
            }
        } finally {
            making.unlock();
        }
        throw new RecordTooLargeException("record", context.maxRecordBytes());
    }

    /**
     * Sends a partition of the side that builds to disk, once no worker looks anything up.
     *
     * @return how many bytes that frees
     */
    private long spillBuilt() throws IOException {
        lockAll();
        try {
            return build.tables().spillSealed();
        } finally {
            unlock(workers.size());
        }
    }

    @Override
    public long trySpill(long targetBytes) throws IOException {
        int locked = 0;
        try {
            while (locked < workers.size() && tryLock(workers.get(locked))) {
                locked++;
            }
            long freed = locked == workers.size() ? build.tables().spillAllSealed() : 0;
            while (locked == workers.size() && freed < targetBytes) {
                long more = build.tables().spillSealed();
                if (more == 0) {
                    break;
                }
                freed += more;
            }
            return freed;
        } finally {
            unlock(locked);
        }
    }

    /**
     * Ends probing: gives the built records that are wanted alone, and frees all memory.
     *
     * @return the pairs of partitions that are on disk; they are the caller's
     */
    public List<SpilledPair> finish(int level, Workers threads) throws IOException {
        for (ProbeWorker worker : workers) {
            worker.flush();
        }
        List<SpilledPair> pairs = new ArrayList<>();
        boolean taken = false;
        try {
            giveBuilt(threads);
            takePairs(level, pairs);
            taken = true;
            return pairs;
        } finally {
            if (!taken) {
                pairs.forEach(pair -> pair.delete(context.io()));
            }
        }
    }

    /** Gives the built records in memory that are wanted alone. */
    public void giveBuilt(Workers threads) throws IOException {
        if (!roles.marksBuilt()) {
            return;
        }
        threads.run(thread -> {
            for (int i = 0; i < build.partitions(); i++) {
                if (build.tables().table(i) != null) {
                    workers.get(thread).giveBuilt(build.tables().resident(thread, i));
                }
            }
        });
    }

    private void takePairs(int level, List<SpilledPair> pairs) throws IOException {
        for (int i = 0; i < build.partitions(); i++) {
            if (build.isOnDisk(i)) {
                SpilledPartition probing = SpilledPartition.EMPTY;
                boolean done = false;
                try {
                    for (ProbeWorker worker : workers) {
                        probing = probing.and(worker.finish(i));
                    }
                    done = true;
                } finally {
                    if (!done) {
                        probing.delete(context.io());
                    }
                }
                pairs.add(
                        SpilledPair.of(
                                roles.build(), build.tables().takeSpilled(i), probing, level + 1));
            }
        }
    }

    /** How many results were given. A hint while workers are at work. */
    public long results() {
        return workers.stream().mapToLong(ProbeWorker::results).sum();
    }

    /** Gives all pages back, and deletes what is not finished. Idempotent. */
    public void close() {
        workers.forEach(ProbeWorker::close);
        workers.clear();
    }

    /** A worker that asks others for memory is at work itself. */
    private static boolean tryLock(ProbeWorker worker) {
        return !worker.lock.isHeldByCurrentThread() && worker.lock.tryLock();
    }

    private void lockAll() {
        for (ProbeWorker worker : workers) {
            worker.lock.lock();
        }
    }

    private void unlock(int count) {
        for (int i = 0; i < count; i++) {
            workers.get(i).lock.unlock();
        }
    }
}
