package io.plimsoll.cli.plan;

import io.plimsoll.cli.command.ExitCodes;
import io.plimsoll.cli.command.FlinkVersionOption;
import io.plimsoll.cli.command.WholeNumber;
import io.plimsoll.cli.output.OutputFile;
import io.plimsoll.cli.plan.answer.FlinkPlanning;
import io.plimsoll.cli.plan.answer.JvmPlanning;
import io.plimsoll.cli.plan.answer.PlanAnswer;
import io.plimsoll.cli.plan.answer.PlanRequest;
import io.plimsoll.cli.plan.answer.Role;
import io.plimsoll.cli.plan.format.PlanFormat;
import io.plimsoll.cli.plan.format.PlanJson;
import io.plimsoll.cli.plan.format.PlanPicture;
import io.plimsoll.cli.plan.format.PlanRefusal;
import io.plimsoll.cli.plan.format.TableStyle;
import io.plimsoll.cli.process.ByteSize;
import io.plimsoll.cli.process.Surroundings;
import io.plimsoll.memory.process.SystemMemory;
import io.plimsoll.plan.Conflict.Category;
import io.plimsoll.plan.profile.Profile;
import io.plimsoll.plan.profile.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code plimsoll plan}. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Divides the memory of a process: of Flink's, byte for byte as Flink does, with the"
                    + " reason for each number. A configuration that Flink refuses is refused, with"
                    + " the nearest ones that work.",
            "Without any size the process gets the container's or machine's memory."
        },
        sortOptions = false)
public final class PlanCommand implements Callable<Integer> {

    @SuppressWarnings("NullAway.Init") // set by picocli before it runs
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description =
                    "taskmanager or jobmanager, of Flink, or jvm, any application's. Default:"
                            + " taskmanager.")
    private String role = "taskmanager";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Flink's configuration: config.yaml, nested or flat, or the old flink-conf.yaml;"
                            + " may be repeated.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            mapFallbackValue = Option.NULL_VALUE,
            description = "An option over those of the files; may be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "The whole process, over all options: what its container has.")
    private @Nullable String size;

    @Option(
            names = "--slots",
            paramLabel = "N",
            converter = WholeNumber.class,
            description = "Slots of a taskmanager, over all options.")
    private @Nullable Integer slots;

    @Mixin private final FlinkVersionOption flink = new FlinkVersionOption();

    @Option(names = "--local", description = "A taskmanager in another JVM: a MiniCluster, an IDE.")
    private boolean local;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "What a taskmanager is for: standalone, container, heap-state, rocksdb-state,"
                            + " batch or plimsoll. Sets what is not set, refuses what can't work,"
                            + " and advises.")
    private @Nullable String profile;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            converter = WholeNumber.class,
            description =
                    "Of the job's tasks: the network gets the buffers that it needs, and no more.")
    private int parallelism;

    @Option(
            names = "--all-to-all",
            paramLabel = "EDGES",
            converter = WholeNumber.class,
            description =
                    "Edges of the job that connect each task with each: keyBy, rebalance. Default:"
                            + " 1.")
    private int allToAllEdges = 1;

    @Mixin private final JvmArguments application = new JvmArguments();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = {
                "table: for people (default)",
                "json: all of it",
                "yaml: Flink's configuration with every size fixed; of a jvm its parts",
                "java-opts: arguments of the JVM",
                "dynamic: options that fix every size, as Flink's scripts pass them on",
                "env: variables for a shell or an image",
                "k8s: resources and variables of a container"
            })
    private String output = "table";

    @Option(names = "--explain", description = "Gives each number its rule and source.")
    private boolean explain;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Draws the process as a picture, too.")
    private @Nullable Path picture;

    @Option(names = "--no-color", description = "Prints without colours; so does NO_COLOR.")
    private boolean colourless;

    @SuppressWarnings("UnusedVariable") // Failures asks picocli for it
    @Option(names = "--verbose", description = "Prints the stack trace of a failure.")
    private boolean verbose;

    @Override
    public Integer call() throws IOException {
        Surroundings surroundings = Surroundings.read();
        PlanFormat format = one("-o", output, PlanFormat.values());
        PlanRequest request = request();
        if (!format.fits(request.role())) {
            throw usage("-o %s is of Flink only (role %s)".formatted(format, request.role()));
        }
        if (local && format != PlanFormat.TABLE && format != PlanFormat.JSON) {
            throw usage(
                    "--local starts no process: -o %s (expected table, json)".formatted(format));
        }
        SystemMemory system = new SystemMemory(surroundings.systemRoot());
        PlanAnswer answer =
                request.role() == Role.JVM ? jvm(request, system) : flink(request, system);
        return switch (answer) {
            case PlanAnswer.Planned planned -> print(planned, format, surroundings);
            case PlanAnswer.Refused refused -> refuse(refused, format);
        };
    }

    private PlanAnswer flink(PlanRequest request, SystemMemory system) throws IOException {
        FlinkPlanning planning = new FlinkPlanning(request, system);
        PlanAnswer answer = planning.plan();
        PrintWriter err = spec.commandLine().getErr();
        planning.warnings().forEach(warning -> err.println("plimsoll: warning: " + warning));
        err.flush();
        return answer;
    }

    private PlanAnswer jvm(PlanRequest request, SystemMemory system) {
        PlanAnswer answer = JvmPlanning.plan(request, system);
        if (answer instanceof PlanAnswer.Refused refused
                && refused.conflict().category() == Category.UNREADABLE_VALUE) {
            throw usage("--" + refused.conflict().message());
        }
        return answer;
    }

    private PlanRequest request() {
        options.forEach((key, value) -> {
            if (value == null) {
                throw usage("-D%s has no value (expected -DKEY=VALUE)".formatted(key));
            }
        });
        Role asked = one("--role", role, Role.values());
        if (local && asked != Role.TASKMANAGER) {
            throw usage("--local is of a taskmanager only (role " + asked + ")");
        }
        if (slots != null && slots < 1) {
            throw usage("--slots=%d (expected 1 or more)".formatted(slots));
        }
        if (options.containsKey("")) {
            throw usage("-D ''=%s (expected KEY=VALUE)".formatted(options.get("")));
        }
        Map<String, String> known = application.options();
        boolean flinks = !files.isEmpty() || !options.isEmpty() || slots != null;
        if (asked == Role.JVM ? flinks : !known.isEmpty()) {
            throw usage(
                    asked == Role.JVM
                            ? "--config, -D and --slots are of Flink only (role jvm)"
                            : "--%s is of role jvm only (role %s)"
                                    .formatted(known.keySet().iterator().next(), asked));
        }
        return new PlanRequest(
                asked,
                flink.version(),
                files,
                asked == Role.JVM ? known : options,
                slots == null ? OptionalInt.empty() : OptionalInt.of(slots),
                size == null ? OptionalLong.empty() : OptionalLong.of(bytes("--size", size)),
                local,
                profile == null ? null : one("--profile", profile, Profile.values()),
                workload(asked));
    }

    private Workload workload(Role asked) {
        boolean known = profile != null || parallelism != 0 || allToAllEdges != 1;
        if (known && (asked != Role.TASKMANAGER || local)) {
            throw usage(
                    "--profile, --parallelism and --all-to-all are of a taskmanager in a process of"
                            + " its own only");
        }
        try {
            return new Workload(parallelism, allToAllEdges);
        } catch (IllegalArgumentException outOfRange) {
            throw usage(
                    "--%s"
                            .formatted(outOfRange.getMessage())
                            .replace("allToAllEdges", "all-to-all"));
        }
    }

    private Integer print(PlanAnswer.Planned planned, PlanFormat format, Surroundings surroundings)
            throws IOException {
        Path file = picture;
        if (file != null) {
            write(OutputFile.of(file), PlanPicture.svg(planned));
        }
        boolean coloured = surroundings.coloured() && !colourless;
        write(
                OutputFile.standardOutput(),
                format.print(planned, new TableStyle(explain, coloured)));
        return ExitCodes.OK;
    }

    private Integer refuse(PlanAnswer.Refused refused, PlanFormat format) throws IOException {
        if (format == PlanFormat.JSON) {
            write(OutputFile.standardOutput(), PlanJson.print(refused));
        }
        spec.commandLine().getErr().print("plimsoll: " + PlanRefusal.print(refused));
        spec.commandLine().getErr().flush();
        return ExitCodes.FAILURE;
    }

    private static void write(OutputFile file, String text) throws IOException {
        try (file) {
            file.stream().write(text.getBytes(StandardCharsets.UTF_8));
            file.commit();
        }
    }

    private long bytes(String name, String text) {
        try {
            return ByteSize.parse(text);
        } catch (IllegalArgumentException notASize) {
            throw usage(name + ": " + notASize.getMessage());
        }
    }

    /** The one of some values that an option names. */
    private <E> E one(String name, String text, E[] values) {
        List<String> names = new ArrayList<>();
        for (E value : values) {
            String label = value.toString().toLowerCase(Locale.ROOT);
            if (label.equals(text.toLowerCase(Locale.ROOT))) {
                return value;
            }
            names.add(label);
        }
        throw usage("%s '%s' (expected %s)".formatted(name, text, String.join(", ", names)));
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
