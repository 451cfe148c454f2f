package io.plimsoll.cli.index;

import io.plimsoll.cli.command.ExitCodes;
import io.plimsoll.cli.command.JobOptions;
import io.plimsoll.cli.command.StandardInput;
import io.plimsoll.cli.process.ByteSize;
import io.plimsoll.cli.process.JobProgress;
import io.plimsoll.cli.process.JobResources;
import io.plimsoll.cli.report.JobFigures;
import io.plimsoll.cli.report.JobMonitor;
import io.plimsoll.index.DocumentUnit;
import io.plimsoll.index.IndexProgress;
import io.plimsoll.index.IndexSummary;
import io.plimsoll.index.build.IndexBuild;
import io.plimsoll.memory.MemoryReservationException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plimsoll index}. */
@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        description = {
            "Builds an inverted index: which term is in which document, and how often.",
            "A term is a run of letters and digits, in lower case. Binary files are skipped."
        },
        sortOptions = false)
public final class IndexCommand implements Callable<Integer> {

    private static final String JDK_SOURCES = "@jdk";

    @Parameters(
            paramLabel = "INPUT",
            arity = "1..*",
            description =
                    "Files, folders, .gz and .zip files; - is standard input, @jdk the sources that"
                            + " the JDK in use brings.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            required = true,
            description = "The index: a new or empty folder, or an index, which is replaced.")
    private @Nullable Path out;

    @Option(
            names = "--document",
            paramLabel = "file|line",
            description =
                    "What a document is: a file or archive entry, or each line of one. Default: file.")
    private DocumentUnit document = DocumentUnit.FILE;

    @Mixin private final JobOptions options = new JobOptions();

    @Override
    public Integer call() throws Exception {
        long startNanos = System.nanoTime();
        IndexBuild.Options build = build();
        options.checkReport();
        JobResources resources =
                JobResources.open(
                        options.budget(options.threads()), options.temporaryDirectories());
        IndexSummary summary;
        try (resources) {
            summary = run(build.open(resources.pool(), resources.io()), resources);
        }
        options.tell(done(summary), warning(summary), figures(summary, startNanos, resources));
        return ExitCodes.OK;
    }

    private IndexBuild.Options build() {
        Path target = out;
        if (target == null) {
            throw options.usage("--out is missing (expected a folder)");
        }
        IndexBuild.Options build =
                IndexBuild.options(target).unit(document).threads(options.threads());
        options.temporaryDirectories().forEach(build::exclude);
        StandardInput.requireOnce(inputs, options::usage);
        for (String input : inputs) {
            if (input.equals(StandardInput.NAME)) {
                build.input("standard input", new FileInputStream(FileDescriptor.in));
            } else {
                build.input(input.equals(JDK_SOURCES) ? jdkSources() : Path.of(input));
            }
        }
        return build;
    }

    private Path jdkSources() {
        Path sources = Path.of(System.getProperty("java.home", "")).resolve("lib/src.zip");
        if (!Files.isReadable(sources)) {
            throw options.usage(
                    JDK_SOURCES
                            + ": "
                            + sources
                            + " is missing (expected a JDK that brings its sources)");
        }
        return sources;
    }

    private IndexSummary run(IndexBuild build, JobResources resources)
            throws IOException, MemoryReservationException {
        try (JobMonitor _ =
                new JobMonitor(
                        () -> progress(build.progress(), resources),
                        resources.budget(),
                        options.showsProgress())) {
            return build.run();
        }
    }

    private static JobProgress progress(IndexProgress progress, JobResources resources) {
        return new JobProgress(
                progress.phase().name().toLowerCase(Locale.ROOT),
                progress.bytesRead(),
                progress.bytesTotal().orElse(0),
                resources.spill().bytesWritten());
    }

    private static String done(IndexSummary summary) {
        return String.format(
                Locale.ROOT,
                "indexed %,d documents (%s), %,d terms to %s",
                summary.statistics().documents(),
                ByteSize.shown(summary.contentBytes()),
                summary.statistics().terms(),
                ByteSize.shown(summary.indexBytes()));
    }

    private static @Nullable String warning(IndexSummary summary) {
        List<String> skipped = new ArrayList<>();
        if (summary.binaryDocuments() > 0) {
            skipped.add(summary.binaryDocuments() + " binary documents");
        }
        if (summary.skippedFiles() > 0) {
            skipped.add(summary.skippedFiles() + " that are no files");
        }
        List<String> parts = new ArrayList<>();
        if (!skipped.isEmpty()) {
            parts.add("skipped " + String.join(", ", skipped));
        }
        if (summary.oversizedTerms() > 0) {
            parts.add(
                    "kept "
                            + summary.oversizedTerms()
                            + " overlong terms by their beginnings and fingerprints");
        }
        return parts.isEmpty() ? null : String.join("; ", parts);
    }

    private static JobFigures figures(
            IndexSummary summary, long startNanos, JobResources resources) {
        return JobFigures.of(
                "index",
                startNanos,
                Map.of(
                        "files", summary.inputFiles(),
                        "bytes", summary.inputBytes(),
                        "contentBytes", summary.contentBytes(),
                        "records", summary.statistics().documents(),
                        "tokens", summary.statistics().tokens(),
                        "skippedBinaryDocuments", summary.binaryDocuments(),
                        "skippedFiles", summary.skippedFiles(),
                        "oversizedTerms", summary.oversizedTerms()),
                Map.of(
                        "bytes", summary.indexBytes(),
                        "terms", summary.statistics().terms(),
                        "postings", summary.statistics().postings()),
                resources);
    }
}
