package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict.Category;

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
        ledger.configured(METASPACE, jvm.metaspace(), options);
        SizeRange overhead = overheadRange();
        ledger.derived(
                OVERHEAD,
                jvm.overheadFraction(),
                overhead.of(whole),
                overhead.ruleOf(whole, process.key()));
        return ledger.rest(process, whole, Category.JVM_EXCEEDS_PROCESS, METASPACE, OVERHEAD);
    }

    /** Given Flink's memory: the overhead comes on top, or is what the process has left. */
    void aroundFlink(ByteSize flink) {
        ByteSize metaspace = ledger.configured(METASPACE, jvm.metaspace(), options);
        ByteSize inside = flink.plus(metaspace);
        if (options.isSet(process)) {
            overheadIsRest(flink, inside);
            return;
        }
        SizeRange overhead = overheadRange();
        ledger.derived(
                OVERHEAD,
                jvm.overheadFraction(),
                overhead.onTopOf(inside),
                overhead.ruleOnTopOf(inside, "Flink's memory and the metaspace"));
        inside.plus(ledger.size(OVERHEAD));
    }

    private void overheadIsRest(ByteSize flink, ByteSize inside) {
        ByteSize whole = options.size(process);
        if (whole.compareTo(inside) < 0) {
            throw Conflicts.of(
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
                    process,
                    jvm.metaspace());
        }
        ByteSize rest = whole.minus(inside);
        overheadRange().require(rest, Category.OVERHEAD_OUT_OF_RANGE, process.key());
        ledger.derived(
                OVERHEAD,
                jvm.overheadFraction(),
                rest,
                "what %s (%s) leaves beside Flink's memory and the metaspace"
                        .formatted(process.key(), whole));
    }

    private SizeRange overheadRange() {
        return SizeRange.read(
                options, OVERHEAD, jvm.overheadMin(), jvm.overheadMax(), jvm.overheadFraction());
    }
}
