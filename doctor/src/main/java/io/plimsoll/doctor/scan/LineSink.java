package io.plimsoll.doctor.scan;

import java.util.BitSet;

/** Takes the lines that have a text in them. */
public interface LineSink {

    /**
     * Takes a line, or a piece of a long one.
     *
     * @param number its number, from 1
     * @param line its text without the line break
     * @param found indexes of the texts that are in it; valid during the call
     */
    void line(long number, String line, BitSet found);
}
