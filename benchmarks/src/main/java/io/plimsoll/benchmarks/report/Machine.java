package io.plimsoll.benchmarks.report;

import io.plimsoll.benchmarks.process.Platform;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What figures depend on besides the programs. */
public final class Machine {

    private Machine() {}

    /**
     * Describes this machine.
     *
     * @param folder where data and temporary files are
     */
    public static List<Fact> facts(Platform platform, Path folder) throws IOException {
        List<Fact> facts = new ArrayList<>(facts(platform));
        facts.add(new Fact("Data and temporary files", store(folder)));
        return facts;
    }

    /** Describes this machine, for what needs no files. */
    public static List<Fact> facts(Platform platform) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Date", LocalDate.now(ZoneOffset.UTC).toString()));
        facts.add(new Fact("System", platform.system() + " " + platform.release()));
        String cores = Runtime.getRuntime().availableProcessors() + " cores";
        String model = field("/proc/cpuinfo", "model name").map(name -> ", " + name).orElse("");
        facts.add(new Fact("Processor", cores + " (" + platform.machine() + model + ")"));
        field("/proc/meminfo", "MemTotal")
                .ifPresent(it -> facts.add(new Fact("Memory", mebibytes(it))));
        facts.add(new Fact("Java", platform.javaVersion()));
        load().ifPresent(it -> facts.add(new Fact("Load average at the start", it)));
        return facts;
    }

    /** From {@code 24684084 kB}, whose kB are KiB. */
    private static String mebibytes(String size) {
        return (Long.parseLong(size.split(" ")[0]) >> 10) + "m";
    }

    private static String store(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        String note =
                store.type().equals("tmpfs")
                        ? ": in memory, which is in no resident set; no disk is measured"
                        : "";
        return store.type() + " on " + store.name() + note;
    }

    /** Of others: nothing has been measured yet. */
    private static Optional<String> load() {
        try {
            return Optional.of(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> field(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
