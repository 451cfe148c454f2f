package io.plimsoll.serde.view;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@link java.io.DataInput#readLine()} for inputs that cannot look ahead. */
final class Lines {

    private Lines() {}

    /**
     * Reads bytes as characters up to a line feed, which is dropped together with a carriage return
     * before it, or up to the end of the input.
     *
     * @return the line, or null if the input had ended
     */
    static @Nullable String read(DataInputView source) throws IOException {
        byte[] one = new byte[1];
        if (source.read(one, 0, 1) < 0) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        do {
            char c = (char) (one[0] & 0xFF);
            if (c == '\n') {
                break;
            }
            line.append(c);
        } while (source.read(one, 0, 1) > 0);
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
        return line.toString();
    }
}
