package io.plimsoll.spill;

import io.airlift.compress.v3.lz4.Lz4NativeCompressor;
import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.codec.BlockMutations;
import io.plimsoll.spill.codec.Codec;
import io.plimsoll.spill.run.SpillRun;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Another process that spills into the same directory, told what to do line by line. */
final class SpillChild implements AutoCloseable {

    private static final int PAGES = 40;

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream orders;

    SpillChild(Path directory, String... flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-ea", "-Xmx64m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", classPath(), SpillChild.class.getName()));
        command.add(directory.toString());
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** What the modules under test and the tests were loaded from. */
    private static String classPath() {
        Set<String> parts = new LinkedHashSet<>();
        for (Class<?> type :
                List.of(IOManager.class, MemoryManager.class, Lz4NativeCompressor.class)) {
            URI location = type.getModule().isNamed() ? moduleLocation(type) : codeLocation(type);
            parts.add(Path.of(location).toString());
        }
        parts.add(System.getProperty("java.class.path"));
        parts.add(Path.of("target", "test-classes").toAbsolutePath().toString());
        return String.join(File.pathSeparator, parts);
    }

    private static URI moduleLocation(Class<?> type) {
        return ModuleLayer.boot()
                .configuration()
                .findModule(type.getModule().getName())
                .orElseThrow()
                .reference()
                .location()
                .orElseThrow();
    }

    private static URI codeLocation(Class<?> type) {
        try {
            return type.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives an order and waits for its answer. */
    String order(String order) throws IOException {
        orders.println(order);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the child died on order=" + order);
        }
        return answer;
    }

    long pid() {
        return process.pid();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Ends its input: it exits without closing anything. */
    int exit() throws InterruptedException {
        orders.close();
        process.waitFor(30, TimeUnit.SECONDS);
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        MemoryManager memory = MemoryManager.create(4 << 20, MemoryManager.MIN_PAGE_SIZE);
        MemoryPool pool = memory.rootPool().newChild("child", 0, 4 << 20);
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        IOManager io = null;
        SpillRun run = null;
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String answer = "done";
            switch (order) {
                case "open" -> io = open(directory, pool, SpillCodec.NONE);
                case "open-LZ4", "open-SNAPPY", "open-ZSTD" ->
                        io = open(directory, pool, SpillCodec.valueOf(order.substring(5)));
                case "close" -> io.close();
                case "damage-blocks" -> answer = Integer.toString(damageBlocks());
                case "compressed" -> answer = Long.toString(io.statistics().compressedExtents());
                case "write" -> run = write(io, pool);
                case "read" -> read(io, run, pool);
                case "loop" -> loop(directory, pool);
                default -> throw new IllegalArgumentException(order);
            }
            System.out.println(answer);
        }
        System.exit(7);
    }

    private static int damageBlocks() {
        int refused = 0;
        for (Codec codec : List.of(Codec.LZ4, Codec.SNAPPY, Codec.ZSTD)) {
            refused += BlockMutations.run(codec, 1, 500);
        }
        return refused;
    }

    private static IOManager open(Path directory, MemoryPool pool, SpillCodec codec)
            throws Exception {
        return IOManager.builder()
                .directories(List.of(directory))
                .memory(pool)
                .codec(codec)
                .fileBytes(32 << 10)
                .build();
    }

    private static SpillRun write(IOManager io, MemoryPool pool) throws Exception {
        try (SpillWriter writer = io.newWriter("child")) {
            for (int i = 0; i < PAGES; i++) {
                MemorySegment page = pool.allocatePages(1).getFirst();
                page.putInt(0, i);
                writer.write(page, page.size());
            }
            return writer.finish();
        }
    }

    private static void read(IOManager io, SpillRun run, MemoryPool pool) throws Exception {
        try (SpillReader reader = io.newReader(run, pool, 1)) {
            for (int i = 0; i < PAGES; i++) {
                MemorySegment page = reader.nextPage();
                if (page == null || page.getInt(0) != i) {
                    throw new AssertionError("page " + i);
                }
                reader.recycle(page);
            }
        }
    }

    /** Starts and stops managers, each of which sweeps, while other processes do the same. */
    private static void loop(Path directory, MemoryPool pool) throws Exception {
        for (int i = 0; i < 60; i++) {
            try (IOManager io = open(directory, pool, SpillCodec.NONE)) {
                read(io, write(io, pool), pool);
            }
        }
    }
}
