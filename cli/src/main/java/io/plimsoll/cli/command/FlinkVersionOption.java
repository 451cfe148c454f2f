package io.plimsoll.cli.command;

import io.plimsoll.plan.flink.option.FlinkVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option that says which version of Flink is meant. */
public final class FlinkVersionOption {

    @SuppressWarnings("NullAway.Init") // set by picocli before anything is asked
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--flink-version",
            paramLabel = "VERSION",
            description =
                    "1.14 to 1.20, 2.0 to 2.3. Default: what the inputs say, or else the newest.")
    private @Nullable String text;

    /** What was said. */
    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /** The version; the newest if none was said. */
    public FlinkVersion version() {
        if (text == null) {
            return FlinkVersion.NEWEST;
        }
        try {
            return FlinkVersion.parse(text);
        } catch (IllegalArgumentException unknown) {
            throw usage("=%s (expected 1.14 to 1.20, or 2.0 to 2.3)".formatted(text));
        }
    }

    /** Wrong usage of the option. */
    public ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), "--flink-version" + problem);
    }
}
