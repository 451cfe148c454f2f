package io.plimsoll.cli.plan.answer;

import io.plimsoll.plan.flink.option.FlinkVersion;
import io.plimsoll.plan.profile.Profile;
import io.plimsoll.plan.profile.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is to be planned.
 *
 * @param role the kind of process
 * @param version which Flink it is
 * @param files configuration files, later ones over earlier ones
 * @param options options over those of the files
 * @param slots how many slots, over all options
 * @param sizeBytes the size of the process, over all options
 * @param local whether the process is another's: a MiniCluster, an IDE
 * @param profile what a TaskManager is for; null if that is nobody's business
 * @param workload what is known of its jobs
 */
public record PlanRequest(
        Role role,
        FlinkVersion version,
        List<Path> files,
        Map<String, String> options,
        OptionalInt slots,
        OptionalLong sizeBytes,
        boolean local,
        @Nullable Profile profile,
        Workload workload) {}
