package io.plimsoll.cli.column;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import io.plimsoll.memory.access.RawMemory;

/**
 * Reads a floating-point number as Java writes it; blanks around it don't matter. Not thread-safe:
 * a reader holds the number that it read last.
 */
public final class DoubleText {

    private byte[] text = new byte[64];
    private double value;

    /** The number. */
    public double value() {
        return value;
    }

    /**
     * Reads a number.
     *
     * @return whether it is one
     */
    public boolean tryRead(long address, int lengthBytes) {
        if (text.length < lengthBytes) {
            text = new byte[lengthBytes];
        }
        RawMemory.copyToArray(address, text, 0, lengthBytes);
        try {
            value = JavaDoubleParser.parseDouble(text, 0, lengthBytes);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
