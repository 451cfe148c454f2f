package io.plimsoll.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code benchmarks/run spill}. */
@Command(
        name = "spill",
        description =
                "Writes pages and reads them back, with each codec and as a plain file:"
                        + " compressible, half compressible and random ones.")
final class SpillCommand implements Callable<Integer> {

    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help and ends.")
    private boolean help;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "The disk to be measured. Default: the system's temporary directory.")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir", "."));

    @Option(
            names = "--mebibytes",
            paramLabel = "N",
            description = "How much is written each time. Default: ${DEFAULT-VALUE}.")
    private int mebibytes = 1024;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often; the median counts. Default: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    private final Settings settings = Settings.read();

    @Override
    public Integer call() throws Exception {
        List<String> command =
                List.of(
                        settings.platform().java().toString(),
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        settings.insideClassPath(),
                        "io.plimsoll.benchmarks.spill.SpillSpeed",
                        directory.toString(),
                        Integer.toString(mebibytes),
                        Integer.toString(rounds));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
