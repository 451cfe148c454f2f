package io.plimsoll.doctor.examine;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes one line of what {@code kubectl describe pod} tells of each container in several: its limit
 * of memory comes long after the reason for which it was terminated. For one thread.
 */
final class PodLines {

    /** What the lines have in them that matter here. */
    static final List<String> TEXTS =
            List.of(
                    "Containers:",
                    "    Container ID:",
                    "    State:  ",
                    "    Last State:",
                    "      Reason:  ",
                    "      Exit Code:",
                    "    Restart Count:",
                    "    Limits:",
                    "    Requests:",
                    "      memory:",
                    "Conditions:");

    private static final Pattern FIELD =
            Pattern.compile(" {4,6}(\\w[\\w ]{0,20}):\\s*([^\\s].{0,200})?");

    private static final Pattern QUANTITY =
            Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)([kKMGTPE]?)(i?)");

    private static final String UNITS = "KMGTPE";

    private static final String KILLED = "OOMKilled";

    /** Takes the line. */
    interface Sink {
        void line(String line, long number);
    }

    private final Sink sink;
    private boolean inLimits;
    private boolean terminated;
    private boolean killed;
    private long line;
    private String reason = "";
    private String exitCode = "";
    private String restarts = "";
    private String limit = "";

    PodLines(Sink sink) {
        this.sink = sink;
    }

    void line(long number, String text) {
        if (text.startsWith("Conditions:") || text.startsWith("    Container ID:")) {
            end();
            return;
        }
        Matcher field = FIELD.matcher(text);
        if (!field.matches()) {
            return;
        }
        String value = field.group(2) == null ? "" : field.group(2).strip();
        switch (field.group(1)) {
            case "State", "Last State" -> terminated = value.equals("Terminated");
            case "Reason" -> reason(number, value);
            case "Exit Code" -> exitCode(value);
            case "Restart Count" -> restarts = value;
            case "Limits" -> inLimits = true;
            case "Requests" -> inLimits = false;
            case "memory" -> limit = inLimits ? bytes(value) : limit;
            default -> {
                // another field
            }
        }
    }

    /** An out-of-memory kill is kept, whichever of the two states it is in. */
    private void reason(long number, String value) {
        if (terminated && !killed) {
            reason = value;
            line = number;
            killed = value.equals(KILLED);
        } else {
            terminated = false;
        }
    }

    private void exitCode(String value) {
        if (terminated) {
            exitCode = value;
        }
    }

    /** A quantity of Kubernetes in bytes: 2Gi counts in powers of 1024, 2G in powers of 1000. */
    private static String bytes(String quantity) {
        Matcher matcher = QUANTITY.matcher(quantity);
        if (!matcher.matches()) {
            return "";
        }
        int power =
                matcher.group(2).isEmpty()
                        ? 0
                        : UNITS.indexOf(matcher.group(2).toUpperCase(Locale.ROOT)) + 1;
        double unit = Math.pow(matcher.group(3).isEmpty() ? 1000 : 1024, power);
        return Long.toString((long) (Double.parseDouble(matcher.group(1)) * unit));
    }

    /** Ends a container. */
    void end() {
        if (!reason.isEmpty()) {
            StringBuilder told = new StringBuilder("container terminated, reason: " + reason);
            append(told, "exit code", exitCode);
            append(told, "restarts", restarts);
            append(told, "memory limit", limit);
            sink.line(told.toString(), line);
        }
        inLimits = terminated = killed = false;
        reason = exitCode = restarts = limit = "";
    }

    private static void append(StringBuilder told, String name, String value) {
        if (!value.isEmpty()) {
            told.append(", ").append(name).append(": ").append(value);
        }
    }
}
