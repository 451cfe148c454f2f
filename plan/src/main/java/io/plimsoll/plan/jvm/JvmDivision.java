package io.plimsoll.plan.jvm;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.Lever;
import io.plimsoll.plan.Lever.Direction;
import io.plimsoll.plan.MemoryPart;
import io.plimsoll.plan.MemoryPlan;
import io.plimsoll.plan.PlanOutcome;
import io.plimsoll.plan.jvm.JvmOptionReader.Unreadable;
import java.util.ArrayList;
import java.util.List;

/**
 * One division of a process among the JVM's parts.
 *
 * <p>Beside the heap grows what its collector keeps of it. With {@code g} the collector's part, and
 * {@code rest} what all others leave, the heap is {@code rest / (1 + g)}, in steps to which no JVM
 * rounds it up.
 */
final class JvmDivision {

    private static final long KIBIBYTE = 1 << 10;
    private static final long MEBIBYTE = 1 << 20;

    /** Below it a JVM hardly starts, or only collects garbage. */
    private static final ByteSize MIN_HEAP = ByteSize.ofMebibytes(32);

    /** The JVM refuses smaller stacks on some machines. */
    private static final ByteSize MIN_STACK = new ByteSize(256 * KIBIBYTE);

    /** Zero would stand for "as much as the heap". */
    private static final ByteSize MIN_DIRECT = ByteSize.ofMebibytes(1);

    /*
     * Measured without class data sharing: 6.1 and 5.6 KiB of metaspace per class (javac with 3420
     * classes, Maven with 4961), in chunks of which each loader wastes some.
     */
    private static final long METASPACE_BYTES_PER_CLASS = 7 * KIBIBYTE;
    private static final long METASPACE_BYTES = 8 * MEBIBYTE;

    /** Names of classes, methods and fields: 1.3 and 1.2 KiB per class in the same programs. */
    private static final long SYMBOL_BYTES_PER_CLASS = 3 * KIBIBYTE / 2;

    /** Compiled code: more classes, more hot methods. Too little slows down, and never fails. */
    private static final long CODE_BYTES_PER_CLASS = 3 * KIBIBYTE;

    private static final ByteSize MIN_CODE = ByteSize.ofMebibytes(16);
    private static final ByteSize MAX_CODE = ByteSize.ofMebibytes(240);

    /** Scratch memory of the just-in-time compiler: 28 MiB at its peak in javac, on two cores. */
    private static final long COMPILER_BYTES = 24 * MEBIBYTE;

    private static final long COMPILER_BYTES_PER_CORE = 8 * MEBIBYTE;
    private static final long MAX_COMPILER_CORES = 8;

    /** The JVM's code and archives, and what it allocates for itself: of an empty program. */
    private static final long MACHINE_BYTES = 48 * MEBIBYTE;

    /** The JVM's own threads: so many, and some per core, of which each touches 70 KiB. */
    private static final long OWN_THREADS = 16;

    private static final long OWN_THREADS_PER_CORE = 3;
    private static final long OWN_THREAD_BYTES = 128 * KIBIBYTE;

    /** The kernel counts its own memory for a process: page tables, a stack for each thread. */
    private static final long KERNEL_BYTES_PER_THREAD = 24 * KIBIBYTE;

    private static final long PAGE_TABLE_DIVISOR = 256;

    /** The C library gives back late what is freed, and in pieces. */
    private static final ByteSize MIN_MALLOC = ByteSize.ofMebibytes(16);

    private static final double MALLOC_FRACTION = 0.1;

    private static final String MANAGED = "managed";
    private static final String KERNEL = "kernel";

    private final JvmOptionReader options;
    private final List<MemoryPart> parts = new ArrayList<>();

    JvmDivision(JvmOptionReader options) {
        this.options = options;
    }

    PlanOutcome<JvmMemory> outcome() throws Unreadable {
        ByteSize limit = options.size(JvmOption.SIZE);
        long cores = options.count(JvmOption.CORES, 1);
        CollectorAdvice advice = CollectorAdvice.of(options.collector(), limit, cores);
        bounded();
        machine(limit, cores);
        ByteSize collectorFixed = advice.collector().fixed();
        ByteSize fixed = sum().plus(collectorFixed);
        ByteSize heap = heap(limit, fixed, advice.collector());
        ByteSize tables = heap.times(advice.collector().heapFraction());
        ByteSize all = fixed.plus(heap).plus(tables);
        if (all.compareTo(limit) > 0) {
            return new PlanOutcome.Refused<>(conflict(limit, all, heap, advice.collector()));
        }
        ByteSize step = advice.collector().heapStep(heap);
        parts.addFirst(
                new MemoryPart(
                        "heap",
                        heap,
                        JvmOption.HEAP.key(),
                        options.isSet(JvmOption.HEAP)
                                ? options.origin(JvmOption.HEAP)
                                : "what all else leaves of %s, in steps of %s"
                                        .formatted(limit, step)));
        add(
                "GC",
                collectorFixed.plus(tables),
                JvmOption.COLLECTOR,
                "%s: %s and %s of the heap"
                        .formatted(
                                advice.reason(),
                                collectorFixed,
                                advice.collector().heapFraction()));
        add(
                "unplanned",
                limit.minus(all),
                JvmOption.SIZE,
                options.isSet(JvmOption.HEAP)
                        ? "what is left"
                        : "what makes no whole step of the heap");
        return new PlanOutcome.Planned<>(
                new JvmMemory(
                        new MemoryPlan("jvm", parts, notes(advice)),
                        arguments(limit, heap, advice.collector())));
    }

    /** What flags bound. */
    private void bounded() throws Unreadable {
        long classes = options.count(JvmOption.CLASSES, 0);
        long threads = options.count(JvmOption.THREADS, 1);
        String classCount = options.origin(JvmOption.CLASSES);
        add(
                "metaspace",
                wholeMebibytes(METASPACE_BYTES + classes * METASPACE_BYTES_PER_CLASS),
                JvmOption.CLASSES,
                "8m and 7k for each class (%s)".formatted(classCount));
        add(
                "code cache",
                wholeMebibytes(MIN_CODE.bytes() + classes * CODE_BYTES_PER_CLASS)
                        .clamp(MIN_CODE, MAX_CODE),
                JvmOption.CLASSES,
                "16m and 3k for each class, at most 240m (%s)".formatted(classCount));
        ByteSize stack = options.size(JvmOption.STACK, MIN_STACK);
        add(
                "stacks",
                new ByteSize(Math.multiplyExact(stack.bytes(), threads)),
                JvmOption.THREADS,
                "%s, each of which may use all of %s"
                        .formatted(
                                options.origin(JvmOption.THREADS),
                                options.origin(JvmOption.STACK)));
        add(
                "direct",
                options.size(JvmOption.DIRECT, MIN_DIRECT),
                JvmOption.DIRECT,
                options.origin(JvmOption.DIRECT));
        add(
                "native libraries",
                options.size(JvmOption.NATIVE),
                JvmOption.NATIVE,
                options.origin(JvmOption.NATIVE));
        if (options.isSet(JvmOption.MANAGED)) {
            add(
                    MANAGED,
                    options.size(JvmOption.MANAGED),
                    JvmOption.MANAGED,
                    options.origin(JvmOption.MANAGED));
        }
    }

    /** What no flag bounds. */
    private void machine(ByteSize limit, long cores) throws Unreadable {
        long classes = options.count(JvmOption.CLASSES, 0);
        long ownThreads = OWN_THREADS + OWN_THREADS_PER_CORE * cores;
        long threads = options.count(JvmOption.THREADS, 1) + ownThreads;
        ByteSize compiler =
                new ByteSize(
                        COMPILER_BYTES
                                + COMPILER_BYTES_PER_CORE * Math.min(cores, MAX_COMPILER_CORES));
        ByteSize machine =
                wholeMebibytes(
                        MACHINE_BYTES
                                + classes * SYMBOL_BYTES_PER_CLASS
                                + ownThreads * OWN_THREAD_BYTES);
        add(
                "compiler",
                compiler,
                JvmOption.CORES,
                "scratch memory: 24m and 8m for each core up to eight (%s)"
                        .formatted(options.origin(JvmOption.CORES)));
        add(
                "JVM",
                machine,
                JvmOption.CLASSES,
                "48m of code, archives and tables, 1.5k of names for each class, %d threads of its"
                                .formatted(ownThreads)
                        + " own");
        ByteSize allocated = compiler.plus(machine).plus(options.size(JvmOption.NATIVE));
        add(
                "malloc",
                allocated.times(MALLOC_FRACTION).clamp(MIN_MALLOC, ByteSize.MAX),
                JvmOption.NATIVE,
                "what the C library gives back late: 0.1 of what is allocated, at least 16m");
        add(
                KERNEL,
                new ByteSize(
                        limit.bytes() / PAGE_TABLE_DIVISOR + threads * KERNEL_BYTES_PER_THREAD),
                JvmOption.SIZE,
                "page tables, and stacks of %d threads".formatted(threads));
    }

    /** The heap that is set, or the largest that fits: a multiple of its collector's step. */
    private ByteSize heap(ByteSize limit, ByteSize fixed, Collector collector) throws Unreadable {
        if (options.isSet(JvmOption.HEAP)) {
            ByteSize heap = options.size(JvmOption.HEAP, MIN_HEAP);
            long stepBytes = collector.heapStep(heap).bytes();
            return new ByteSize(
                    Math.multiplyExact(Math.ceilDiv(heap.bytes(), stepBytes), stepBytes));
        }
        long rest = Math.max(0, limit.bytes() - fixed.bytes());
        long heap = (long) (rest / (1 + collector.heapFraction()));
        long stepBytes = collector.heapStep(new ByteSize(heap)).bytes();
        return new ByteSize(Math.max(MIN_HEAP.bytes(), heap / stepBytes * stepBytes));
    }

    private Conflict conflict(ByteSize limit, ByteSize all, ByteSize heap, Collector collector) {
        List<Lever> levers = new ArrayList<>();
        levers.add(options.lever(JvmOption.SIZE, Direction.RAISE));
        for (JvmOption option :
                List.of(
                        JvmOption.HEAP,
                        JvmOption.THREADS,
                        JvmOption.STACK,
                        JvmOption.CLASSES,
                        JvmOption.DIRECT,
                        JvmOption.NATIVE,
                        JvmOption.MANAGED)) {
            if (options.text(option) != null) {
                levers.add(options.lever(option, Direction.LOWER));
            }
        }
        StringBuilder words = new StringBuilder();
        parts.forEach(part -> words.append(part.name() + " " + part.size().shown() + ", "));
        return new Conflict(
                Category.JVM_EXCEEDS_PROCESS,
                "%sa heap of %s and its collector, %s, take %s, %s more than %s=%s"
                        .formatted(
                                words,
                                heap,
                                collector,
                                all.shown(),
                                all.minus(limit).shown(),
                                JvmOption.SIZE.key(),
                                limit),
                levers);
    }

    private List<String> notes(CollectorAdvice advice) {
        List<String> notes = new ArrayList<>();
        notes.add("collector: " + advice.reason());
        notes.add(
                "stacks are planned at their bound; a thread usually touches a tenth of it: fewer"
                        + " threads, or a smaller stack, leave more heap");
        notes.add("no flag bounds the C library: start with MALLOC_ARENA_MAX=2 in the environment");
        return notes;
    }

    private List<String> arguments(ByteSize limit, ByteSize heap, Collector collector)
            throws Unreadable {
        int java = (int) options.count(JvmOption.JAVA, 17);
        List<String> arguments = new ArrayList<>(collector.flags(java));
        arguments.add("-Xmx" + heap.exact());
        arguments.add("-Xss" + options.size(JvmOption.STACK).exact());
        arguments.add("-XX:MaxMetaspaceSize=" + part("metaspace").exact());
        arguments.add("-XX:ReservedCodeCacheSize=" + part("code cache").exact());
        arguments.add("-XX:MaxDirectMemorySize=" + part("direct").exact());
        if (options.isSet(JvmOption.MANAGED)) {
            // memory outside the heap is native access, of which Java warns or which it refuses
            arguments.add("--enable-native-access=ALL-UNNAMED");
            arguments.add(property(JvmMemory.MANAGED_PROPERTY, part(MANAGED)));
            // the kernel's own memory is in the limit, and not in the resident set
            arguments.add(property(JvmMemory.RESIDENT_PROPERTY, limit.minus(part(KERNEL))));
        }
        return arguments;
    }

    private static String property(String name, ByteSize size) {
        return "-D%s=%d".formatted(name, size.bytes());
    }

    private ByteSize part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .map(MemoryPart::size)
                .findFirst()
                .orElseThrow();
    }

    private ByteSize sum() {
        return parts.stream().map(MemoryPart::size).reduce(ByteSize.ZERO, ByteSize::plus);
    }

    private static ByteSize wholeMebibytes(long bytes) {
        return new ByteSize(Math.ceilDiv(bytes, MEBIBYTE) * MEBIBYTE);
    }

    private void add(String name, ByteSize size, JvmOption option, String reason) {
        parts.add(new MemoryPart(name, size, option.key(), reason));
    }
}
