package io.plimsoll.cli.column;

import io.plimsoll.memory.access.RawMemory;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Says what is wrong with a value, and shows it as far as it can be shown. */
public final class MalformedValue {

    private static final int MAX_SHOWN_BYTES = 80;
    private static final Pattern CONTROL_CHARACTER = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");

    private MalformedValue() {}

    /** A value that is none of a type's. */
    public static String problem(
            String columnName, ColumnType type, long address, int lengthBytes) {
        return "column "
                + columnName
                + ": '"
                + shown(address, lengthBytes)
                + "' is not a "
                + type.label();
    }

    private static String shown(long address, int lengthBytes) {
        byte[] shown = new byte[Math.min(lengthBytes, MAX_SHOWN_BYTES)];
        RawMemory.copyToArray(address, shown, 0, shown.length);
        // A control character would act on the terminal, or make two lines of the message.
        String text =
                CONTROL_CHARACTER
                        .matcher(new String(shown, StandardCharsets.UTF_8))
                        .replaceAll("?");
        return text + (lengthBytes > shown.length ? "…" : "");
    }
}
