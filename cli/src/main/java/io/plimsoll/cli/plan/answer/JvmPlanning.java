package io.plimsoll.cli.plan.answer;

import io.plimsoll.cli.configuration.Settings;
import io.plimsoll.memory.process.SystemMemory;
import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Lever.Kind;
import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.jvm.JvmMemory;
import io.plimsoll.plan.jvm.JvmOption;
import io.plimsoll.plan.jvm.JvmPlanner;
import io.plimsoll.plan.remedy.Change;
import io.plimsoll.plan.remedy.Remedy;
import io.plimsoll.plan.remedy.RemedySearch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans an application's JVM. */
public final class JvmPlanning {

    private static final String SUBJECT = "jvm";
    private static final String SERIAL = "serial";

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
                            remedies(values),
                            settings.listed(conflict.options()),
                            settings.notes());
        };
    }

    /**
     * The nearest plans, and the smallest process of the serial collector where that is smaller: a
     * larger process would be given another collector, which takes more.
     */
    private static List<Remedy> remedies(Map<String, String> values) {
        List<Remedy> found = new ArrayList<>(new RemedySearch(JvmPlanner::plan).find(values));
        String collector = JvmOption.COLLECTOR.key();
        if (values.containsKey(collector)) {
            return found;
        }
        Map<String, String> serial = new HashMap<>(values);
        serial.put(collector, SERIAL);
        Optional<Change> otherwise = sizing(found);
        sizing(new RemedySearch(JvmPlanner::plan).find(serial))
                .filter(size ->
                        otherwise.isEmpty()
                                || size.distance().compareTo(otherwise.get().distance()) < 0)
                .ifPresent(size ->
                        found.add(
                                new Remedy(
                                        List.of(
                                                size,
                                                new Change(collector, Kind.OTHER, null, SERIAL)))));
        return found;
    }

    /** The change of the process's size that is enough alone. */
    private static Optional<Change> sizing(List<Remedy> remedies) {
        return remedies.stream()
                .filter(remedy -> remedy.changes().size() == 1)
                .map(remedy -> remedy.changes().getFirst())
                .filter(change -> change.option().equals(JvmOption.SIZE.key()))
                .findFirst();
    }
}
