package io.plimsoll.doctor.cluster;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A cluster, as it was when it was asked.
 *
 * @param address where it was asked, without passwords
 * @param version the version of Flink: 2.3.0, say
 * @param taskManagers those that are registered
 * @param jobManagerUse what the JobManager uses of its memory
 * @param jobs those that the cluster still knows
 * @param options the configuration of the JobManager
 * @param notes what could not be had
 */
public record Cluster(
        String address,
        String version,
        List<TaskManager> taskManagers,
        MemoryUse jobManagerUse,
        List<Job> jobs,
        Map<String, String> options,
        List<String> notes) {

    /** Keeps copies of the collections. */
    public Cluster {
        taskManagers = List.copyOf(taskManagers);
        jobs = List.copyOf(jobs);
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        notes = List.copyOf(notes);
    }

    /** Returns how many slots there are. */
    public long slots() {
        return taskManagers.stream().mapToLong(TaskManager::slots).sum();
    }

    /** Returns how many slots have no task. */
    public long freeSlots() {
        return taskManagers.stream().mapToLong(TaskManager::freeSlots).sum();
    }

    /** Returns how many jobs work or are about to. */
    public long jobsAlive() {
        return jobs.stream().filter(Job::isAlive).count();
    }
}
