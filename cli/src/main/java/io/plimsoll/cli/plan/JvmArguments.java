package io.plimsoll.cli.plan;

import io.plimsoll.plan.jvm.JvmOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a user knows of an application whose JVM is to be planned. */
final class JvmArguments {

    @Option(
            names = "--classes",
            paramLabel = "N",
            description = "Role jvm: classes that are loaded at most. Default: 12000.")
    private @Nullable String classes;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Role jvm: threads of the application at most. Default: 100.")
    private @Nullable String threads;

    @Option(
            names = "--cores",
            paramLabel = "N",
            description = "Role jvm: cores of the container. Default: 2.")
    private @Nullable String cores;

    @Option(
            names = "--collector",
            paramLabel = "GC",
            description =
                    "Role jvm: serial, parallel, g1, zgc or shenandoah. Default: what suits the"
                            + " size.")
    private @Nullable String collector;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "Role jvm: the heap. Default: what is left.")
    private @Nullable String heap;

    @Option(
            names = "--direct",
            paramLabel = "SIZE",
            description = "Role jvm: direct buffers at most. Default: 64m.")
    private @Nullable String direct;

    @Option(
            names = "--native",
            paramLabel = "SIZE",
            description =
                    "Role jvm: what libraries other than the JVM allocate, as RocksDB does."
                            + " Default: 0.")
    private @Nullable String nativeLibraries;

    @Option(
            names = "--managed",
            paramLabel = "SIZE",
            description =
                    "Role jvm: the managed memory of an application that uses Plimsoll. Default: 0.")
    private @Nullable String managed;

    @Option(
            names = "--stack",
            paramLabel = "SIZE",
            description = "Role jvm: the stack of each thread. Default: 1m.")
    private @Nullable String stack;

    @Option(
            names = "--java-version",
            paramLabel = "N",
            description = "Role jvm: 17 or later; flags differ. Default: 25.")
    private @Nullable String javaVersion;

    /** What was given, by the keys of {@link JvmOption}. */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, JvmOption.CLASSES, classes);
        put(options, JvmOption.THREADS, threads);
        put(options, JvmOption.CORES, cores);
        put(options, JvmOption.COLLECTOR, collector);
        put(options, JvmOption.HEAP, heap);
        put(options, JvmOption.DIRECT, direct);
        put(options, JvmOption.NATIVE, nativeLibraries);
        put(options, JvmOption.MANAGED, managed);
        put(options, JvmOption.STACK, stack);
        put(options, JvmOption.JAVA, javaVersion);
        return options;
    }

    private static void put(Map<String, String> options, JvmOption option, @Nullable String value) {
        if (value != null) {
            options.put(option.key(), value);
        }
    }
}
