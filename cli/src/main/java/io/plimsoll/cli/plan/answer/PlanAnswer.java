package io.plimsoll.cli.plan.answer;

import io.plimsoll.cli.configuration.Setting;
import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.MemoryPart;
import io.plimsoll.plan.MemoryPlan;
import io.plimsoll.plan.remedy.Remedy;
import java.util.List;
import java.util.Map;

/** What became of a request. */
public sealed interface PlanAnswer {

    /** Returns what was asked for: role and version. */
    String subject();

    /** Returns the options that the answer rests on, each with where it comes from. */
    List<Setting> settings();

    /** Returns what is worth knowing. */
    List<String> notes();

    /**
     * There is a plan.
     *
     * @param role the kind of process
     * @param subject role and version
     * @param plan its parts
     * @param slot each slot's part of them; empty if there are no slots
     * @param jvmArguments what starts the JVM
     * @param dynamicOptions what fixes every size
     * @param settings the options that it rests on
     * @param notes what is worth knowing
     * @param advice what else to do
     */
    record Planned(
            Role role,
            String subject,
            MemoryPlan plan,
            List<MemoryPart> slot,
            List<String> jvmArguments,
            Map<String, String> dynamicOptions,
            List<Setting> settings,
            List<String> notes,
            List<String> advice)
            implements PlanAnswer {}

    /**
     * There can be none.
     *
     * @param subject role and version
     * @param conflict why
     * @param remedies what would help, the smallest change first
     * @param settings the options that are at odds
     * @param notes what is worth knowing
     */
    record Refused(
            String subject,
            Conflict conflict,
            List<Remedy> remedies,
            List<Setting> settings,
            List<String> notes)
            implements PlanAnswer {}
}
