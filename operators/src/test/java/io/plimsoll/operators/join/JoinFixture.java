package io.plimsoll.operators.join;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.join.row.JoinConsumer;
import io.plimsoll.operators.join.row.JoinRecord;
import io.plimsoll.operators.join.row.JoinRules;
import io.plimsoll.operators.join.row.JoinSide;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.IOManagerBuilder;
import io.plimsoll.spill.file.LocalFileSystem;
import io.plimsoll.spill.file.SpillFileSystem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Memory and temporary files for a join under test; checks in the end that all was given back. */
final class JoinFixture implements AutoCloseable {

    static final int PAGE_BYTES = 4096;

    /**
     * A record of a side: its number is the start of its payload.
     *
     * @param key null for a null key
     * @param number different from all others of its side
     * @param payloadBytes at least four
     */
    record Row(byte @Nullable [] key, int number, int payloadBytes) {

        static Row of(long key, int number) {
            return new Row(ByteBuffer.allocate(8).putLong(key).array(), number, 8);
        }

        byte[] payload() {
            byte[] payload = new byte[payloadBytes];
            for (int i = 4; i < payloadBytes; i++) {
                payload[i] = (byte) (number * 31 + i);
            }
            ByteBuffer.wrap(payload).putInt(0, number);
            return payload;
        }
    }

    private final Path directory;

    /** Whether files that can't be deleted at once may be there until the manager closes. */
    boolean filesMayStay;

    final MemoryManager memory;
    private final MemoryPool spill;
    final IOManager io;

    JoinFixture(int pages) throws Exception {
        this(pages, new LocalFileSystem());
    }

    JoinFixture(int pages, SpillFileSystem files) throws Exception {
        directory = Files.createTempDirectory("plimsoll-join");
        IOManagerBuilder builder =
                IOManager.builder()
                        .directories(List.of(directory))
                        .fileSystem(files)
                        .extentPages(4)
                        .writeBehindExtents(1)
                        .ioThreads(1);
        long workspace = builder.workspaceBytes(PAGE_BYTES);
        memory = MemoryManager.create((long) pages * PAGE_BYTES + workspace, PAGE_BYTES);
        spill = memory.rootPool().newChild("spill", workspace, workspace);
        io = builder.memory(spill).build();
    }

    BinaryJoin open(BinaryJoin.Options options) throws Exception {
        return options.maxBytes(memory.rootPool().availableBytes()).open(memory.rootPool(), io);
    }

    /** Joins and counts how often each pair of numbers comes; -1 stands for a missing record. */
    Map<Long, Integer> join(BinaryJoin.Options options, List<Row> left, List<Row> right)
            throws Exception {
        try (BinaryJoin join = open(options)) {
            return join(join, left, right);
        }
    }

    static Map<Long, Integer> join(BinaryJoin join, List<Row> left, List<Row> right)
            throws Exception {
        List<Collector> collectors =
                IntStream.range(0, join.threads()).mapToObj(i -> new Collector()).toList();
        run(join, left, right, collectors);
        Map<Long, Integer> all = new TreeMap<>();
        collectors.forEach(
                each -> each.pairs.forEach((pair, count) -> all.merge(pair, count, Integer::sum)));
        return all;
    }

    static void run(
            BinaryJoin join, List<Row> left, List<Row> right, List<? extends JoinConsumer> takers)
            throws Exception {
        boolean leftBuilds = join.buildSide() == JoinSide.LEFT;
        List<JoinInput> inputs = new ArrayList<>();
        for (int i = 0; i < join.threads(); i++) {
            inputs.add(join.newBuildInput());
        }
        addAll(inputs, leftBuilds ? left : right);
        join.startProbing(takers);
        inputs.clear();
        for (int i = 0; i < join.threads(); i++) {
            inputs.add(join.newProbeInput());
        }
        addAll(inputs, leftBuilds ? right : left);
        join.finish();
    }

    private static void addAll(List<JoinInput> inputs, List<Row> rows) throws Exception {
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            int worker = i;
            JoinInput input = inputs.get(i);
            Runnable work =
                    () -> {
                        try (input) {
                            for (int row = worker; row < rows.size(); row += inputs.size()) {
                                add(input, rows.get(row));
                            }
                        } catch (Throwable e) {
                            synchronized (failures) {
                                failures.add(e);
                            }
                        }
                    };
            if (i == inputs.size() - 1) {
                work.run();
            } else {
                threads.add(Thread.ofPlatform().start(work));
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (Throwable failure : failures) {
            switch (failure) {
                case Exception e -> throw e;
                default -> throw (Error) failure;
            }
        }
    }

    static void add(JoinInput input, Row row) throws IOException {
        byte[] payload = row.payload();
        byte[] key = row.key;
        if (key == null) {
            input.addNullKey(payload, 0, payload.length);
        } else {
            input.add(key, 0, key.length, payload, 0, payload.length);
        }
    }

    /** What a join is to give: by two loops over all records. */
    static Map<Long, Integer> model(JoinRules rules, List<Row> left, List<Row> right) {
        Map<Long, Integer> expected = new TreeMap<>();
        Map<ByteBuffer, List<Row>> rights = new HashMap<>();
        for (Row row : right) {
            if (row.key != null) {
                rights.computeIfAbsent(ByteBuffer.wrap(row.key), _ -> new ArrayList<>()).add(row);
            }
        }
        Map<ByteBuffer, Boolean> met = new HashMap<>();
        for (Row row : left) {
            List<Row> matches =
                    row.key == null
                            ? List.of()
                            : rights.getOrDefault(ByteBuffer.wrap(row.key), List.of());
            if (row.key != null) {
                met.put(ByteBuffer.wrap(row.key), true);
            }
            if (rules.pairs()) {
                matches.forEach(
                        match -> expected.merge(pair(row.number, match.number), 1, Integer::sum));
            }
            if (matches.isEmpty() ? rules.leftUnmatched() : rules.leftMatched()) {
                expected.merge(pair(row.number, -1), 1, Integer::sum);
            }
        }
        for (Row row : right) {
            boolean matched = row.key != null && met.containsKey(ByteBuffer.wrap(row.key));
            if (!matched && rules.rightUnmatched()) {
                expected.merge(pair(-1, row.number), 1, Integer::sum);
            }
        }
        return expected;
    }

    static long pair(int left, int right) {
        return (long) left << 32 | Integer.toUnsignedLong(right);
    }

    List<Path> filesLeft() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().contains("lock"))
                    .toList();
        }
    }

    /** Checks what a join must leave behind: nothing. */
    void assertNothingLeft() throws IOException {
        long used = memory.usedBytes() - spill.usedBytes();
        if (used != 0 || !filesMayStay && !filesLeft().isEmpty()) {
            throw new AssertionError(
                    "usedBytes=" + used + " files=" + filesLeft() + " (expected none)");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            assertNothingLeft();
        } finally {
            io.close();
            spill.close();
            memory.close();
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
            }
        }
    }

    /** Counts pairs, and checks that payloads are what they were. */
    static final class Collector implements JoinConsumer {

        final Map<Long, Integer> pairs = new HashMap<>();

        @Override
        public void accept(JoinRecord left, JoinRecord right) throws IOException {
            pairs.merge(pair(number(left), number(right)), 1, Integer::sum);
        }

        static int number(JoinRecord record) {
            if (!record.isPresent()) {
                return -1;
            }
            byte[] payload = new byte[(int) record.payloadBytes()];
            record.copyPayload(payload, 0);
            int number = ByteBuffer.wrap(payload).getInt(0);
            for (int i = 4; i < payload.length; i++) {
                if (payload[i] != (byte) (number * 31 + i)) {
                    throw new AssertionError("number=" + number + " damaged at " + i);
                }
            }
            byte[] key = new byte[record.keyBytes()];
            RawMemory.copyToArray(record.keyAddress(), key, 0, key.length);
            return number;
        }
    }
}
