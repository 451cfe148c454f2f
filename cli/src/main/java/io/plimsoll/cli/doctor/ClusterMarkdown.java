package io.plimsoll.cli.doctor;

import io.plimsoll.doctor.cluster.Cluster;
import io.plimsoll.doctor.cluster.TaskManager;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a cluster's processes use of their memory, for a ticket. */
final class ClusterMarkdown {

    private ClusterMarkdown() {}

    /** Returns it as text, which ends with an empty line. */
    static String print(Cluster cluster) {
        StringBuilder text = new StringBuilder("## Memory of the cluster\n\n");
        ClusterTable.head(cluster).forEach(line -> text.append(escaped(line)).append("  \n"));
        text.append("\n| used of MiB | slots | process | heap | metaspace | direct | network |");
        text.append(" managed | GC |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        text.append(row(ClusterTable.cells("jobmanager", "", "", cluster.jobManagerUse())));
        for (TaskManager each : cluster.taskManagers()) {
            text.append(row(ClusterTable.cells(each)));
        }
        return text.append('\n').toString();
    }

    private static String row(Object... cells) {
        return Arrays.stream(cells)
                .map(cell -> escaped(cell.toString()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "\\<").replace("*", "\\*");
    }
}
