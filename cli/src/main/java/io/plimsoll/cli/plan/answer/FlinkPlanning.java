package io.plimsoll.cli.plan.answer;

import io.plimsoll.cli.configuration.ConfigurationFile;
import io.plimsoll.cli.configuration.KeyWarnings;
import io.plimsoll.cli.configuration.Settings;
import io.plimsoll.memory.process.SystemMemory;
import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.MemoryPart;
import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.flink.Deployment;
import io.plimsoll.plan.flink.FlinkMemory;
import io.plimsoll.plan.flink.FlinkPlanner;
import io.plimsoll.plan.flink.TaskManagerMemory;
import io.plimsoll.plan.flink.key.KeyCatalogue;
import io.plimsoll.plan.flink.key.KeyVerdict;
import io.plimsoll.plan.profile.Profile;
import io.plimsoll.plan.profile.ProfileAdvice;
import io.plimsoll.plan.profile.ProfilePlanner;
import io.plimsoll.plan.remedy.RemedySearch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans Flink's processes from its configuration. For one thread. */
public final class FlinkPlanning {

    private static final String SLOTS = "taskmanager.numberOfTaskSlots";

    private static final String[] TASK_MANAGER_KEYS = {
        "taskmanager.memory.",
        "taskmanager.network.memory.",
        "taskmanager.network.numberOfBuffers",
        "taskmanager.heap.",
        "taskmanager.cpu.cores",
        SLOTS
    };
    private static final String[] JOB_MANAGER_KEYS = {"jobmanager.memory.", "jobmanager.heap."};

    private final PlanRequest request;
    private final SystemMemory system;
    private final FlinkPlanner planner;
    private final @Nullable ProfilePlanner profiled;
    private final Settings settings = new Settings();

    /**
     * Prepares to plan what is asked for, on a machine whose memory counts where no size is set.
     */
    public FlinkPlanning(PlanRequest request, SystemMemory system) {
        this.request = request;
        this.system = system;
        this.planner = new FlinkPlanner(request.version(), Deployment.STANDALONE);
        this.profiled = profiled(request);
    }

    /** A job that is known is planned for, whether there is a profile or not. */
    private static @Nullable ProfilePlanner profiled(PlanRequest request) {
        Profile profile = request.profile();
        if (profile == null && request.workload().parallelism() == 0) {
            return null;
        }
        return new ProfilePlanner(
                profile == null ? Profile.STANDALONE : profile,
                request.workload(),
                request.version());
    }

    /**
     * Reads the files and plans.
     *
     * @throws IOException if a file can't be read, with its name
     */
    public PlanAnswer plan() throws IOException {
        for (Path file : request.files()) {
            ConfigurationFile.read(file, settings);
            noteUnread(file);
        }
        request.options().forEach((key, value) -> settings.put(key, value, "-D"));
        request.slots().ifPresent(slots -> settings.put(SLOTS, String.valueOf(slots), "--slots"));
        request.sizeBytes()
                .ifPresent(bytes ->
                        settings.put(
                                request.role().sizeKey(), new ByteSize(bytes).exact(), "--size"));
        PlanOutcome<? extends FlinkMemory> outcome = derive(settings.values());
        if (isWithoutSize(outcome)
                && AvailableSize.take(system, request.role().sizeKey(), settings)) {
            outcome = derive(settings.values());
        }
        return switch (outcome) {
            case PlanOutcome.Planned<? extends FlinkMemory>(FlinkMemory memory) -> planned(memory);
            case PlanOutcome.Refused<? extends FlinkMemory>(Conflict conflict) -> refused(conflict);
        };
    }

    /** Returns what is wrong with the keys that are set, each with its place. */
    public List<String> warnings() {
        return KeyWarnings.of(settings, request.version());
    }

    /** Each kind of file is read by some versions only. */
    private void noteUnread(Path file) {
        boolean lines = ConfigurationFile.isOfLines(file);
        boolean read =
                lines ? !request.version().isAtLeast(2, 0) : request.version().isAtLeast(1, 19);
        if (!read) {
            settings.note(
                    "%s: Flink %s doesn't read it (expected %s)"
                            .formatted(
                                    file,
                                    request.version(),
                                    lines ? "config.yaml" : ConfigurationFile.LINES));
        }
    }

    private PlanOutcome<? extends FlinkMemory> derive(Map<String, String> values) {
        if (request.local()) {
            return planner.local(values);
        }
        if (profiled != null) {
            return profiled.plan(values);
        }
        return request.role() == Role.JOBMANAGER
                ? planner.jobManager(values)
                : planner.taskManager(values);
    }

    private static boolean isWithoutSize(PlanOutcome<? extends FlinkMemory> outcome) {
        return outcome instanceof PlanOutcome.Refused<?>(Conflict conflict)
                && conflict.category() == Category.NOTHING_CONFIGURED;
    }

    private PlanAnswer planned(FlinkMemory memory) {
        Map<String, String> configuration = settings.values();
        if (profiled != null) {
            profiled.additions(configuration)
                    .forEach((key, value) -> settings.put(key, value, "profile"));
        }
        List<String> advice =
                request.profile() != null && memory instanceof TaskManagerMemory worker
                        ? ProfileAdvice.of(request.profile(), worker, configuration)
                        : List.of();
        List<MemoryPart> slot =
                memory instanceof TaskManagerMemory worker && worker.slots() > 1
                        ? worker.slot()
                        : List.of();
        List<String> notes = new ArrayList<>(settings.notes());
        notes.addAll(memory.plan().notes());
        return new PlanAnswer.Planned(
                request.role(),
                subject(),
                memory.plan(),
                slot,
                memory.jvmArguments(),
                memory.dynamicOptions(),
                settings.listed(keys()),
                notes,
                advice);
    }

    private PlanAnswer refused(Conflict conflict) {
        return new PlanAnswer.Refused(
                subject(),
                conflict,
                new RemedySearch(this::derive).find(settings.values()),
                settings.listed(conflict.options()),
                settings.notes());
    }

    /** Those that have an effect: a plan does not rest on others. */
    private List<String> keys() {
        KeyCatalogue catalogue = KeyCatalogue.standard();
        return settings
                .keys(request.role() == Role.JOBMANAGER ? JOB_MANAGER_KEYS : TASK_MANAGER_KEYS)
                .stream()
                .filter(key -> catalogue.judge(key, request.version()) instanceof KeyVerdict.Read)
                .toList();
    }

    private String subject() {
        String where = request.local() ? " in another JVM" : "";
        return "%s%s, Flink %s".formatted(request.role(), where, request.version());
    }
}
