package io.plimsoll.benchmarks.micro;

import io.plimsoll.benchmarks.micro.jmh.JmhProgram;
import io.plimsoll.benchmarks.micro.jmh.JmhRun;
import io.plimsoll.benchmarks.micro.jmh.Library;
import io.plimsoll.benchmarks.micro.jmh.Metric;
import io.plimsoll.benchmarks.micro.jmh.Score;
import io.plimsoll.benchmarks.micro.result.Aim;
import io.plimsoll.benchmarks.micro.result.MicroGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** What {@code benchmarks/run memory} measures, and what we want to reach. */
public final class MemoryBenchmarks {

    private static final Aim AS_THE_BEST = new Aim.TimesBest(1);

    /** Leak detection may cost a hundredth. */
    private static final double LEAST_WITH_LEAK_DETECTION = 0.99;

    /** Comparing pays off in wide registers from here on. */
    private static final int WIDE_BYTES = 256;

    /** Of blocks, by the benchmark's parameter. */
    private static final SequencedMap<String, String> PATTERNS = new LinkedHashMap<>();

    static {
        PATTERNS.put("same", "256 B, freed at once");
        PATTERNS.put("held64", "64 held, one freed at random");
        PATTERNS.put("held1024", "1024 held, one freed at random");
        PATTERNS.put("handed", "freed by another thread");
        PATTERNS.put("traced", "recorded sizes and lifetimes");
        PATTERNS.put("threads", "a new thread for each 1024");
    }

    private MemoryBenchmarks() {}

    /** All groups, in the order of the tables. */
    public static List<MicroGroup> all() {
        return List.of(
                segments(),
                bulk(),
                pages(),
                bytes(),
                blocks("blocks", "A block taken as an object that checks accesses", "Blocks"),
                blocks("addresses", "A block taken as a bare address", "Addresses"),
                leases(),
                heap());
    }

    private static MicroGroup leases() {
        List<JmhRun> runs = new ArrayList<>();
        for (String what : List.of("page", "block")) {
            JmhRun run = JmhRun.timed(what, "Leases\\." + what + "$", Map.of());
            runs.add(run);
            runs.add(run.withThreads(2));
        }
        return new MicroGroup(
                "leases",
                "What leak detection costs: ours is SIMPLE, the level that is usual",
                runs,
                score ->
                        (score.benchmark().equals("page")
                                        ? "page of 32 KiB, a pool each, "
                                        : "block of 256 B, ")
                                + (score.threads() == 1
                                        ? "1 thread"
                                        : score.threads() + " threads"),
                _ -> new Aim.Times(Library.PLIMSOLL_DISABLED, LEAST_WITH_LEAK_DETECTION));
    }

    private static MicroGroup segments() {
        List<JmhRun> runs = new ArrayList<>();
        for (String memory : List.of("off-heap", "heap")) {
            String libraries = memory.equals("heap") ? "(Plimsoll|Flink)" : "";
            for (String method :
                    List.of(
                            "randomGetInt",
                            "randomGetLong",
                            "randomPutInt",
                            "randomPutLong",
                            "sequentialGetInt",
                            "sequentialGetLong",
                            "sequentialPutInt",
                            "sequentialPutLong")) {
                runs.add(
                        JmhRun.timed(
                                memory + " " + method,
                                libraries + "Segments\\." + method + "$",
                                Map.of("memory", memory, "seen", "one,both")));
            }
        }
        return new MicroGroup(
                "segment",
                "Single numbers on 64 pages; mixed: the loop has seen both kinds of memory",
                runs,
                score ->
                        score.parameter("memory")
                                + ", "
                                + words(score.benchmark())
                                + (score.parameter("seen").equals("both") ? ", mixed" : ""),
                _ -> AS_THE_BEST);
    }

    private static MicroGroup bulk() {
        List<JmhRun> runs = new ArrayList<>();
        for (String method : List.of("compare", "equalTo", "copy", "swap")) {
            runs.add(
                    JmhRun.timed(
                            method,
                            "Bulk\\." + method + "$",
                            Map.of("length", "8,64,256,4096,32768")));
        }
        return new MicroGroup(
                "bulk",
                "Many bytes at once, off-heap",
                runs,
                score -> words(score.benchmark()) + " " + score.parameter("length") + " B",
                MemoryBenchmarks::bulkAim);
    }

    private static Aim bulkAim(Score score) {
        boolean compares =
                score.benchmark().equals("compare") || score.benchmark().equals("equalTo");
        boolean wide = Integer.parseInt(score.parameter("length")) >= WIDE_BYTES;
        return compares && wide ? new Aim.TimesBest(2) : AS_THE_BEST;
    }

    private static MicroGroup pages() {
        JmhRun own = JmhRun.timed("own", "Pages\\.pair$", Map.of("pools", "own")).withGarbage();
        JmhRun one =
                JmhRun.timed(
                                "one",
                                "(Plimsoll|Flink|Arrow\\w+)Pages\\.pair$",
                                Map.of("pools", "one"))
                        .withGarbage();
        return new MicroGroup(
                "pages",
                "A page of 32 KiB taken, written to and given back",
                List.of(own, own.withThreads(2), one.withThreads(2)),
                MemoryBenchmarks::threads,
                _ -> Aim.all(new Aim.AtMost(25, "ns"), new Aim.Times(Library.FLINK, 20)));
    }

    private static MicroGroup bytes() {
        JmhRun own = JmhRun.timed("own", "Bytes\\.pair$", Map.of("pools", "own"));
        JmhRun one = JmhRun.timed("one", "Bytes\\.pair$", Map.of("pools", "one"));
        return new MicroGroup(
                "bytes",
                "4096 bytes reserved and given back, with no memory behind them",
                List.of(own, own.withThreads(2), one.withThreads(2)),
                MemoryBenchmarks::threads,
                score ->
                        score.threads() == 1
                                ? new Aim.AtMost(40, "ns")
                                : new Aim.Times(Library.FLINK, 2));
    }

    private static MicroGroup blocks(String name, String title, String classes) {
        List<JmhRun> runs = new ArrayList<>();
        for (String pattern : PATTERNS.keySet()) {
            JmhRun run = JmhRun.timed(pattern, classes + "\\.pairs$", Map.of("pattern", pattern));
            runs.add(run);
            if (pattern.startsWith("held")) {
                runs.add(run.withThreads(2));
            }
        }
        JmhRun virtual =
                JmhRun.timed("virtual", classes + "\\.virtualThreads$", Map.of("pattern", "same"));
        runs.add(virtual.withFlags(JmhProgram.NETTY_WITHOUT_CACHES));
        Metric percent = new Metric("percent", "%", "");
        runs.add(
                JmhRun.once("waste", classes + "\\.waste$", List.of(), percent)
                        .withParameters(Map.of("pattern", "same")));
        return new MicroGroup(
                name,
                title + ", written to and freed",
                runs,
                MemoryBenchmarks::blockCase,
                score -> score.benchmark().equals("waste") ? new Aim.AtMost(15, "%") : AS_THE_BEST);
    }

    private static String blockCase(Score score) {
        return switch (score.benchmark()) {
            case "virtualThreads" -> "10000 virtual threads, a block each";
            case "waste" -> "recorded sizes and lifetimes: waste";
            default ->
                    PATTERNS.getOrDefault(score.parameter("pattern"), "")
                            + (score.threads() == 1 ? "" : ", " + score.threads() + " threads");
        };
    }

    private static MicroGroup heap() {
        Metric bytesPerPage = new Metric("bytesPerPage", "B", "");
        return new MicroGroup(
                "heap",
                "Heap that a leased page takes",
                List.of(
                        JmhRun.once("default", "HeapOfPages\\.lease$", List.of(), bytesPerPage),
                        JmhRun.once(
                                "compact",
                                "HeapOfPages\\.leaseCompact$",
                                List.of("-XX:+UseCompactObjectHeaders"),
                                bytesPerPage)),
                score ->
                        score.benchmark().equals("lease")
                                ? "default object headers"
                                : "compact object headers",
                _ -> new Aim.AtMost(32, "B"));
    }

    private static String threads(Score score) {
        if (score.threads() == 1) {
            return "1 thread";
        }
        return score.threads()
                + " threads"
                + (score.parameter("pools").equals("one") ? ", one pool" : ", a pool each");
    }

    /** {@code sequentialGetInt} in words. */
    private static String words(String method) {
        return method.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
