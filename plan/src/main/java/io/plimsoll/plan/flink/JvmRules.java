package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.Lever;
import io.plimsoll.plan.Lever.Direction;
import io.plimsoll.plan.flink.option.ConflictException;
import io.plimsoll.plan.flink.option.FlinkOption;
import io.plimsoll.plan.flink.option.FlinkOptions;
import io.plimsoll.plan.flink.option.OptionReader;
import java.util.ArrayList;
import java.util.List;

/** The rules for metaspace and overhead, the same for both roles. */
final class JvmRules {

    static final String METASPACE = "JVM metaspace";
    static final String OVERHEAD = "JVM overhead";

    private final OptionReader options;
    private final Ledger ledger;
    private final FlinkOptions.Jvm jvm;
    private final FlinkOption process;

    JvmRules(OptionReader options, Ledger ledger, FlinkOptions.Jvm jvm, FlinkOption process) {
        this.options = options;
        this.ledger = ledger;
        this.jvm = jvm;
        this.process = process;
    }

    /** Given the whole process: the overhead is a fraction of it, and Flink gets what is left. */
    ByteSize flinkWithinProcess() {
        ByteSize whole = options.size(process);
        ledger.configured(METASPACE, jvm.metaspace());
        SizeRange overhead = overheadRange();
        ledger.derived(
                OVERHEAD,
                overheadOptions(),
                overhead.of(whole),
                overhead.ruleOf(whole, process.key()));
        return ledger.rest(process, whole, Category.JVM_EXCEEDS_PROCESS, METASPACE, OVERHEAD);
    }

    /**
     * Given Flink's memory: the overhead comes on top, or is what the process has left.
     *
     * @param lowerers what would lower Flink's memory
     */
    void aroundFlink(ByteSize flink, List<Lever> lowerers) {
        ByteSize metaspace = ledger.configured(METASPACE, jvm.metaspace());
        ByteSize inside = flink.plus(metaspace);
        if (options.isSet(process)) {
            overheadIsRest(flink, inside, lowerers);
            return;
        }
        SizeRange overhead = overheadRange();
        ledger.derived(
                OVERHEAD,
                overheadOptions(),
                overhead.onTopOf(inside),
                overhead.ruleOnTopOf(inside, "Flink's memory and the metaspace"));
        // Flink fails where the whole process is more than a long holds.
        ByteSize unused = inside.plus(ledger.size(OVERHEAD));
        assert unused.compareTo(inside) >= 0;
    }

    private void overheadIsRest(ByteSize flink, ByteSize inside, List<Lever> lowerers) {
        ByteSize whole = options.size(process);
        List<Lever> raisers = new ArrayList<>();
        raisers.add(options.lever(process, Direction.RAISE));
        raisers.addAll(lowerers);
        raisers.add(options.lever(jvm.metaspace(), Direction.LOWER));
        if (whole.compareTo(inside) < 0) {
            throw new ConflictException(
                    Category.FLINK_EXCEEDS_PROCESS,
                    "Flink's memory %s + %s %s = %s exceed %s=%s by %s"
                            .formatted(
                                    flink,
                                    METASPACE,
                                    ledger.size(METASPACE),
                                    inside,
                                    process.key(),
                                    whole,
                                    inside.minus(whole)),
                    raisers);
        }
        ByteSize rest = whole.minus(inside);
        overheadRange()
                .require(
                        rest,
                        Category.OVERHEAD_OUT_OF_RANGE,
                        "%s=%s beside Flink's memory %s and the metaspace %s"
                                .formatted(process.key(), whole, flink, ledger.size(METASPACE)),
                        raisers);
        ledger.noteIgnored(
                jvm.overheadFraction(), "the overhead is what the process leaves beside Flink");
        ledger.derived(
                OVERHEAD,
                overheadOptions(),
                rest,
                "what %s (%s) leaves beside Flink's memory and the metaspace"
                        .formatted(process.key(), whole));
    }

    private List<FlinkOption> overheadOptions() {
        return List.of(jvm.overheadFraction(), jvm.overheadMin(), jvm.overheadMax());
    }

    private SizeRange overheadRange() {
        return SizeRange.read(
                OVERHEAD,
                new SizeRange.Source(
                        options, jvm.overheadMin(), jvm.overheadMax(), jvm.overheadFraction()));
    }
}
