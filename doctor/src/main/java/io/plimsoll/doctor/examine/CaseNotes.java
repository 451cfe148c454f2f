package io.plimsoll.doctor.examine;

import io.plimsoll.doctor.cluster.Cluster;
import io.plimsoll.doctor.cluster.ClusterLines;
import io.plimsoll.doctor.cluster.ClusterValues;
import io.plimsoll.doctor.cluster.Job;
import io.plimsoll.doctor.cluster.Job.Failure;
import io.plimsoll.doctor.finding.Diagnosis;
import io.plimsoll.doctor.rule.RuleBook;
import io.plimsoll.doctor.rule.Values;
import io.plimsoll.doctor.scan.LineScan;
import io.plimsoll.doctor.scan.TextAutomaton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** All that an examination has seen. For one thread. */
public final class CaseNotes {

    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;
    private static final int GZIP_BUFFER_BYTES = 64 << 10;

    private final Watch watch;
    private final TextAutomaton automaton;
    private final int podTexts;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, String> stated = new TreeMap<>();
    private final Values observed = new Values();
    private @Nullable String statedVersion;
    private long lines;
    private long bytes;

    /** Begins the notes. */
    public CaseNotes(RuleBook book) {
        this.watch = new Watch(book);
        List<String> texts = new ArrayList<>(watch.texts());
        this.podTexts = texts.size();
        texts.addAll(PodLines.TEXTS);
        this.automaton = new TextAutomaton(texts);
    }

    /** Reads an input to its end. */
    public void read(String source, InputStream in) {
        PodLines pod = new PodLines((line, number) -> watch.look(source, number, line));
        LineScan scan =
                new LineScan(
                        automaton,
                        (number, line, found) -> {
                            if (found.nextSetBit(podTexts) >= 0) {
                                pod.line(number, line);
                            }
                            watch.look(source, number, line, found);
                        });
        try {
            scan.read(decompressed(in));
        } catch (IOException broken) {
            notes.add(
                    "%s: could not be read to its end, only %d lines of it: %s"
                            .formatted(source, scan.lines(), broken.getMessage()));
        }
        pod.end();
        lines += scan.lines();
        bytes += scan.bytes();
    }

    private static InputStream decompressed(InputStream in) throws IOException {
        PushbackInputStream peeked = new PushbackInputStream(in, 2);
        byte[] magic = new byte[2];
        int read = peeked.readNBytes(magic, 0, 2);
        peeked.unread(magic, 0, read);
        boolean gzip =
                read == 2 && (magic[0] & 0xff) == GZIP_MAGIC_1 && (magic[1] & 0xff) == GZIP_MAGIC_2;
        return gzip ? new GZIPInputStream(peeked, GZIP_BUFFER_BYTES) : peeked;
    }

    /** Looks at a line that is in no input. */
    public void look(String source, long number, String line) {
        watch.look(source, number, line);
    }

    /** Takes a cluster. What it was started with counts more than what logs say. */
    public void observe(Cluster cluster) {
        observed.putAll(ClusterValues.of(cluster));
        cluster.options().forEach(watch::tellOption);
        ClusterLines.of(cluster).forEach(line -> look(line.source(), 0, line.text()));
        for (Job job : cluster.jobs()) {
            String source = "exceptions of job " + job.name();
            for (Failure failure : job.failures()) {
                byte[] stack = failure.stackTrace().getBytes(StandardCharsets.UTF_8);
                read(source, new ByteArrayInputStream(stack));
            }
        }
        notes.addAll(cluster.notes());
    }

    /** Adds a note. */
    public void note(String note) {
        notes.add(note);
    }

    /** Takes a configuration. */
    public void configure(String source, Map<String, String> options) {
        stated.putAll(options);
        // Logs say it in these words: what is wrong with an option is found in either.
        options.forEach((key, value) ->
                look(source, 0, "Loading configuration property: " + key + ", " + value));
    }

    /** Takes the version of Flink. */
    public void flinkVersion(String version) {
        statedVersion = version;
    }

    /** Says what is wrong. */
    public Diagnosis diagnose() {
        Map<String, String> options = new TreeMap<>(watch.options());
        options.putAll(stated);
        notes.addAll(watch.givenUp());
        // What is stated is what advice is for; how a cluster was started is what it has now.
        Values started = stated.isEmpty() ? observed : new Values();
        Conclusion conclusion = new Conclusion(watch, options, started, statedVersion);
        return new Diagnosis(
                conclusion.findings(), conclusion.facts(), List.copyOf(notes), bytes, lines);
    }
}
