package io.plimsoll.cli.plan.answer;

import io.plimsoll.cli.configuration.Settings;
import io.plimsoll.memory.process.SystemMemory;
import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.jvm.JvmMemory;
import io.plimsoll.plan.jvm.JvmOption;
import io.plimsoll.plan.jvm.JvmPlanner;
import io.plimsoll.plan.remedy.RemedySearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Plans an application's JVM. */
public final class JvmPlanning {

    private static final String SUBJECT = "jvm";

    private JvmPlanning() {}

    /** Plans what is asked for, on a machine whose memory counts where no size is set. */
    public static PlanAnswer plan(PlanRequest request, SystemMemory system) {
        Settings settings = new Settings();
        String size = JvmOption.SIZE.key();
        request.options().forEach((key, value) -> settings.put(key, value, "--" + key));
        request.sizeBytes()
                .ifPresent(bytes -> settings.put(size, new ByteSize(bytes).exact(), "--size"));
        if (request.sizeBytes().isEmpty()) {
            AvailableSize.take(system, size, settings);
        }
        List<String> keys = Stream.of(JvmOption.values()).map(JvmOption::key).toList();
        Map<String, String> values = settings.values();
        return switch (JvmPlanner.plan(values)) {
            case PlanOutcome.Planned<JvmMemory>(JvmMemory memory) -> {
                List<String> notes = new ArrayList<>(settings.notes());
                notes.addAll(memory.plan().notes());
                yield new PlanAnswer.Planned(
                        Role.JVM,
                        SUBJECT,
                        memory.plan(),
                        List.of(),
                        memory.jvmArguments(),
                        Map.of(),
                        settings.listed(keys),
                        notes,
                        List.of());
            }
            case PlanOutcome.Refused<JvmMemory>(Conflict conflict) ->
                    new PlanAnswer.Refused(
                            SUBJECT,
                            conflict,
                            new RemedySearch(JvmPlanner::plan).find(values),
                            settings.listed(conflict.options()),
                            settings.notes());
        };
    }
}
