package io.plimsoll.plan.profile;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.flink.TaskManagerMemory;
import io.plimsoll.plan.jvm.CollectorAdvice;
import io.plimsoll.plan.jvm.CollectorAdvice.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What else to know or to do, beside the sizes. */
public final class ProfileAdvice {

    /** Flink runs on 17 at least; its images have 17 or 21. */
    private static final int JAVA = 21;

    /** References are compressed below; above, a heap holds less until it is half as much more. */
    private static final ByteSize COMPRESSED = ByteSize.ofMebibytes(32 << 10);

    private ProfileAdvice() {}

    /** Returns the advice for a TaskManager that was planned for a profile. */
    public static List<String> of(
            Profile profile, TaskManagerMemory memory, Map<String, String> configuration) {
        List<String> advice = new ArrayList<>();
        switch (profile) {
            case STANDALONE ->
                    advice.add(
                            "nothing holds the process to its size here: what Flink holds itself to"
                                    + " is taskmanager.memory.flink.size, %s; leave the rest of the"
                                            .formatted(flink(memory))
                                    + " machine to the system");
            case CONTAINER -> {
                advice.add(
                        "give the container %s, its request and its limit: a process that takes"
                                        .formatted(memory.plan().total())
                                + " more is killed");
                advice.add(
                        "the overhead of %s holds what no flag bounds: keep jemalloc (Flink's"
                                        .formatted(memory.size("JVM overhead"))
                                + " images have it), or set MALLOC_ARENA_MAX=2");
            }
            case HEAP_STATE ->
                    advice.add(
                            "state is on the heap, of which a collector needs half as much again as"
                                    + " lives: %s for live objects"
                                            .formatted(memory.heap().times(2.0 / 3)));
            case ROCKSDB_STATE -> rocksDb(memory, configuration, advice);
            case BATCH ->
                    advice.add(
                            "sorting and hashing take all managed memory there is, %s, and spill"
                                            .formatted(memory.size("managed"))
                                    + " beyond; shuffles read through"
                                    + " taskmanager.memory.framework.off-heap.batch-shuffle.size,"
                                    + " which lies within framework.off-heap.size: raise both for"
                                    + " large ones");
            case PLIMSOLL ->
                    advice.add(
                            "open one MemoryManager with %s, for all slots of the process: its pages"
                                            .formatted(memory.size("task off-heap"))
                                    + " are no direct memory, and Flink's limit does not count them");
        }
        collector(profile, memory, advice);
        return List.copyOf(advice);
    }

    private static ByteSize flink(TaskManagerMemory memory) {
        return memory.plan()
                .total()
                .minus(memory.size("JVM metaspace"))
                .minus(memory.size("JVM overhead"));
    }

    private static void rocksDb(
            TaskManagerMemory memory, Map<String, String> configuration, List<String> advice) {
        long slotBytes = memory.size("managed").bytes() / Math.max(1, memory.slots());
        RocksDbMemory slot = new ProfileOptions(configuration).rocksDb(new ByteSize(slotBytes));
        advice.add(
                "RocksDB, for each slot's %s: a block cache of %s, of which write buffers take up to"
                                .formatted(slot.managed(), slot.cache())
                        + " %s and indexes and filters up to %s"
                                .formatted(slot.writeBuffers(), slot.highPriority()));
        if (slot.managed().compareTo(ByteSize.ofMebibytes(64)) < 0) {
            advice.add("64m for each slot would be comfortable; this flushes often");
        }
        advice.add(
                "the cache is no strict limit: iterators and flushes may exceed it, at the expense"
                        + " of the overhead of "
                        + memory.size("JVM overhead"));
    }

    private static void collector(Profile profile, TaskManagerMemory memory, List<String> advice) {
        Goal goal =
                switch (profile) {
                    case BATCH -> Goal.THROUGHPUT;
                    case HEAP_STATE ->
                            memory.heap().compareTo(COMPRESSED) > 0 ? Goal.LATENCY : Goal.BALANCE;
                    default -> Goal.BALANCE;
                };
        CollectorAdvice suiting =
                CollectorAdvice.suiting(
                        memory.plan().total(), (long) Math.ceil(memory.cores()), goal);
        advice.add(
                "collector: %s: env.java.opts.taskmanager: %s"
                        .formatted(
                                suiting.reason(),
                                String.join(" ", suiting.collector().flags(JAVA))));
    }
}
