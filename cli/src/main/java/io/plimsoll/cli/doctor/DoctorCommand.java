package io.plimsoll.cli.doctor;

import io.plimsoll.cli.command.ExitCodes;
import io.plimsoll.cli.command.FlinkVersionOption;
import io.plimsoll.cli.command.StandardInput;
import io.plimsoll.cli.configuration.ConfigurationFile;
import io.plimsoll.cli.configuration.KeyWarnings;
import io.plimsoll.cli.configuration.Settings;
import io.plimsoll.cli.output.OutputFile;
import io.plimsoll.doctor.Examination;
import io.plimsoll.doctor.RunningJvm;
import io.plimsoll.doctor.bridge.Bridge;
import io.plimsoll.doctor.finding.Diagnosis;
import io.plimsoll.doctor.rule.RuleBook;
import io.plimsoll.plan.flink.option.FlinkVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plimsoll doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says why a process ran out of memory, and what exactly to change: from logs of"
                    + " applications, Flink, Spark and garbage collectors, hs_err files, what kubectl"
                    + " describe pod and the kernel print; from a JVM or a cluster of Flink that"
                    + " runs.",
            "The true cause comes first. Nothing is sent anywhere but to the cluster that is asked."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing found",
            "1:failure",
            "2:wrong usage",
            "10:findings",
            "11:critical findings"
        },
        sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {

    @SuppressWarnings("NullAway.Init") // set by picocli before it runs
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "What to read, of any length, compressed by gzip or not; - is standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Flink's configuration, for which changes are computed: config.yaml or"
                            + " flink-conf.yaml; may be repeated. Default: what the logs say of it.")
    private List<Path> configurations = new ArrayList<>();

    @Mixin private final FlinkVersionOption flink = new FlinkVersionOption();

    @Option(
            names = "--exit-code",
            paramLabel = "N",
            description = "The code with which the process ended.")
    private @Nullable Integer exitCode;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description =
                    "A JVM that runs here: shows what its memory consists of, from the container's"
                            + " limit down, and what is wrong with it. Linux only.")
    private @Nullable Long pid;

    @Option(
            names = "--no-agent",
            description =
                    "With --pid: does not start the management agent in the JVM, which opens a local"
                            + " connector there. Buffers are then unknown.")
    private boolean noAgent;

    @Mixin private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description =
                    "Further rules, in the form that docs/doctor.md describes; may be repeated.")
    private List<Path> rules = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (default), json or markdown.")
    private DiagnosisFormat output = DiagnosisFormat.TABLE;

    @SuppressWarnings("UnusedVariable") // Failures asks picocli for it
    @Option(names = "--verbose", description = "Prints the stack trace of a failure.")
    private boolean verbose;

    @Override
    public Integer call() throws IOException {
        if (files.isEmpty()
                && exitCode == null
                && configurations.isEmpty()
                && pid == null
                && !cluster.isGiven()) {
            throw usage(
                    "nothing to read (expected FILE, - for standard input, --pid, --flink or"
                            + " --exit-code)");
        }
        try {
            cluster.check();
        } catch (IllegalArgumentException wrong) {
            throw usage(String.valueOf(wrong.getMessage()));
        }
        StandardInput.requireOnce(files, this::usage);
        if (noAgent && pid == null) {
            throw usage("--no-agent says how to ask a running JVM (expected --pid)");
        }
        Examination examination = new Examination(ruleBook());
        configure(examination);
        Integer code = exitCode;
        if (code != null) {
            examination.exitCode(code);
        }
        for (String file : files) {
            try (InputStream in = LogFile.open(file)) {
                examination.read(LogFile.nameOf(file), in);
            }
        }
        Observed observed = new Observed(ask(examination), cluster.ask(examination));
        Diagnosis diagnosis = examination.diagnose();
        try (OutputFile out = OutputFile.standardOutput()) {
            out.stream().write(output.print(diagnosis, observed).getBytes(StandardCharsets.UTF_8));
            out.commit();
        }
        if (diagnosis.findings().isEmpty()) {
            return ExitCodes.OK;
        }
        return diagnosis.isCritical() ? ExitCodes.CRITICAL_FINDINGS : ExitCodes.FINDINGS;
    }

    private Optional<Bridge> ask(Examination examination) throws IOException {
        Long process = pid;
        if (process == null) {
            return Optional.empty();
        }
        if (process <= 0) {
            throw usage("--pid %d (expected the number of a process)".formatted(process));
        }
        try (RunningJvm jvm = RunningJvm.ask(process, !noAgent);
                InputStream answers = jvm.answers()) {
            examination.read("jcmd " + process, answers);
            examination.observe(jvm.bridge());
            return Optional.of(jvm.bridge());
        }
    }

    private RuleBook ruleBook() throws IOException {
        RuleBook book = RuleBook.standard();
        for (Path file : rules) {
            book = book.with(LogFile.text(file), file.toString());
        }
        return book;
    }

    private void configure(Examination examination) throws IOException {
        for (Path file : configurations) {
            Settings settings = new Settings();
            ConfigurationFile.read(file, settings);
            examination.configure(file.toString(), settings.values());
            PrintWriter err = spec.commandLine().getErr();
            KeyWarnings.of(settings, knownVersion())
                    .forEach(warning -> err.println("plimsoll: warning: " + warning));
            err.flush();
        }
        flink.text()
                .ifPresent(version -> {
                    if (!version.matches("\\d{1,3}\\.\\d{1,3}(\\.\\d{1,3})?")) {
                        throw flink.usage(" '%s' (expected 1.20, say)".formatted(version));
                    }
                    examination.flinkVersion(version);
                });
    }

    /** The version that is said; null if none is, or one of which no keys are known. */
    private @Nullable FlinkVersion knownVersion() {
        try {
            return flink.text().map(FlinkVersion::parse).orElse(null);
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
