package io.plimsoll.doctor;

import io.plimsoll.doctor.bridge.Bridge;
import io.plimsoll.doctor.bridge.BridgeLines;
import io.plimsoll.doctor.cluster.Cluster;
import io.plimsoll.doctor.examine.CaseNotes;
import io.plimsoll.doctor.finding.Diagnosis;
import io.plimsoll.doctor.rule.RuleBook;
import java.io.InputStream;
import java.util.Map;

/**
 * Reads what there is of a case, input by input, and then says what is wrong. For one thread.
 *
 * <p>Inputs are logs of applications, of Flink and of garbage collectors, {@code hs_err} files,
 * what {@code kubectl describe pod} and the kernel print: each line is taken for what it is.
 */
public final class Examination {

    private final CaseNotes notes;

    /** Begins an examination. */
    public Examination(RuleBook book) {
        this.notes = new CaseNotes(book);
    }

    /**
     * Reads an input to its end; if it is compressed by gzip, what is in it. A failure while
     * reading is noted, and what came before it counts.
     *
     * @param source the name of the input, for evidence
     */
    public void read(String source, InputStream in) {
        notes.read(source, in);
    }

    /** Takes the code with which a process exited. */
    public void exitCode(int code) {
        notes.look("exit code", 0, "exit code: " + code);
    }

    /** Takes what the memory of a running JVM consists of. */
    public void observe(Bridge bridge) {
        for (String line : BridgeLines.of(bridge)) {
            notes.look("process " + bridge.pid(), 0, line);
        }
    }

    /** Takes what a cluster of Flink tells of itself, and what its jobs failed of. */
    public void observe(Cluster cluster) {
        notes.observe(cluster);
    }

    /** Adds to the notes of the diagnosis. */
    public void note(String note) {
        notes.note(note);
    }

    /**
     * States the configuration of Flink's process. It counts more than what logs say of it.
     *
     * @param source where it comes from, for evidence
     * @param options options by their keys
     */
    public void configure(String source, Map<String, String> options) {
        notes.configure(source, options);
    }

    /** States the version of Flink. It counts more than what logs say. */
    public void flinkVersion(String version) {
        notes.flinkVersion(version);
    }

    /** Says what is wrong, the true cause first. */
    public Diagnosis diagnose() {
        return notes.diagnose();
    }
}
