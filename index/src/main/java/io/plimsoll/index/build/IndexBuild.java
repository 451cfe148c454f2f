package io.plimsoll.index.build;

import io.plimsoll.index.DocumentUnit;
import io.plimsoll.index.IndexCancelledException;
import io.plimsoll.index.IndexException;
import io.plimsoll.index.IndexProgress;
import io.plimsoll.index.IndexProgress.Phase;
import io.plimsoll.index.IndexSummary;
import io.plimsoll.index.format.Manifest;
import io.plimsoll.index.read.BuildMemory;
import io.plimsoll.index.read.BuildState;
import io.plimsoll.index.read.Readers;
import io.plimsoll.index.source.DocumentSequence;
import io.plimsoll.index.source.FileListing;
import io.plimsoll.index.source.Input;
import io.plimsoll.index.target.TargetFolder;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.operators.sort.SortedRecords;
import io.plimsoll.spill.IOManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Builds one index.
 *
 * {@snippet :
 * IndexBuild build =
 *         IndexBuild.options(Path.of("idx")).input(Path.of("src.zip")).threads(2).open(pool, io);
 * IndexSummary summary = build.run();
 * }
 *
 * <p>Thread rule: {@link #run} is called once, by one thread; {@link #progress} and {@link #cancel}
 * may be called by any thread at any time.
 */
public final class IndexBuild {

    private static final String LIST_NAME = "files.list";

    private final Path target;
    private final List<Input> inputs;
    private final List<Path> excluded;
    private final DocumentUnit unit;
    private final int threads;
    private final MemoryPool pool;
    private final IOManager io;
    private final BuildState state = new BuildState();

    /**
     * The sorter at work; written by the thread that builds, read by those that cancel: volatile.
     */
    private volatile @Nullable BinarySorter sorter;

    private IndexBuild(Options options, MemoryPool pool, IOManager io) {
        this.target = options.target;
        this.inputs = List.copyOf(options.inputs);
        this.excluded = List.copyOf(options.excluded);
        this.unit = options.unit;
        this.threads = options.threads;
        this.pool = pool;
        this.io = io;
    }

    /**
     * Says what to build.
     *
     * @param target the index folder: one that does not exist, an empty one, or an index, which is
     *     replaced
     */
    public static Options options(Path target) {
        return new Options(target);
    }

    /** How far the build is. */
    public IndexProgress progress() {
        long total = state.bytesTotal;
        return new IndexProgress(
                state.phase,
                state.documents.sum(),
                state.inputs.bytesRead(),
                total < 0 ? OptionalLong.empty() : OptionalLong.of(total),
                state.postingsMerged);
    }

    /** Asks the build to stop: {@link #run} throws an {@link IndexCancelledException} soon. */
    public void cancel() {
        state.cancel();
        BinarySorter atWork = sorter;
        if (atWork != null) {
            atWork.cancel();
        }
    }

    /**
     * Reads all inputs and puts the index in place.
     *
     * @throws IndexException if an input cannot be read, the target cannot be written, or the build
     *     was cancelled
     * @throws IOException if spilling fails
     * @throws MemoryReservationException if the pool cannot guarantee the least memory
     */
    public IndexSummary run() throws IOException, MemoryReservationException {
        try (TargetFolder folder = TargetFolder.prepare(target)) {
            Path list = folder.staging().resolve(LIST_NAME);
            OptionalLong total = list(folder, list);
            state.bytesTotal = total.orElse(-1);
            Manifest manifest = write(folder.staging(), list);
            Files.delete(list);
            state.checkCancelled();
            folder.publish(manifest);
            state.phase = Phase.DONE;
            return summary(manifest);
        } catch (CancellationException cancelled) {
            throw new IndexCancelledException();
        } finally {
            sorter = null;
        }
    }

    private OptionalLong list(TargetFolder folder, Path list)
            throws IOException, MemoryReservationException {
        List<Path> left = new ArrayList<>(excluded);
        left.addAll(folder.ownFolders());
        FileListing listing =
                new FileListing(
                        inputs,
                        state.inputs,
                        left,
                        () -> BinarySorter.options().open(pool, io),
                        state::isCancelled);
        OptionalLong total = listing.listTo(list);
        state.checkCancelled();
        return total;
    }

    private Manifest write(Path folder, Path list) throws IOException, MemoryReservationException {
        BuildMemory memory = BuildMemory.plan(pool, io, threads, unit);
        try (BinarySorter opened =
                BinarySorter.options().writers(memory.workers()).open(pool, io)) {
            sorter = opened;
            state.phase = Phase.READING;
            Readers readers = new Readers(unit, memory, pool, state);
            try (DocumentSequence sequence = new DocumentSequence(inputs, list, state.inputs)) {
                readers.run(sequence, opened);
            }
            state.checkCancelled();
            state.phase = Phase.MERGING;
            try (SortedRecords records = opened.finish()) {
                return new IndexAssembler(records, state)
                        .write(
                                folder,
                                state.documents.sum(),
                                readers.tokens(),
                                readers.maxTokens());
            }
        }
    }

    private IndexSummary summary(Manifest manifest) {
        return new IndexSummary(
                manifest.statistics(),
                state.inputs.files(),
                state.inputs.bytesRead(),
                state.contentBytes.sum(),
                state.binaryDocuments.sum(),
                state.inputs.skippedFiles(),
                state.oversizedTerms.sum(),
                TargetFolder.sizeBytes(manifest));
    }

    /** What to build. Not thread-safe. */
    public static final class Options {

        private final Path target;
        private final List<Input> inputs = new ArrayList<>();
        private final List<Path> excluded = new ArrayList<>();
        private DocumentUnit unit = DocumentUnit.FILE;
        private int threads = 1;

        private Options(Path target) {
            this.target = target;
        }

        /** Adds a file, an archive or a folder. */
        public Options input(Path path) {
            inputs.add(new Input.OfPath(path));
            return this;
        }

        /** Adds a stream, which is read once and left open. */
        public Options input(String name, InputStream stream) {
            inputs.add(new Input.OfStream(name, stream));
            return this;
        }

        /** Leaves a folder out, wherever it is met inside an input. */
        public Options exclude(Path folder) {
            excluded.add(folder);
            return this;
        }

        /** What a document is; a file unless said. */
        public Options unit(DocumentUnit value) {
            unit = value;
            return this;
        }

        /** How many threads read, if the memory serves so many; 1 unless said. */
        public Options threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads=" + count + " (expected at least 1)");
            }
            threads = count;
            return this;
        }

        /**
         * Makes the build, which does nothing before it runs.
         *
         * @param pool where all its memory comes from; it must have no pages out itself
         * @param io where it spills to
         */
        public IndexBuild open(MemoryPool pool, IOManager io) {
            return new IndexBuild(this, pool, io);
        }
    }
}
