package io.plimsoll.operators.record;

import java.io.IOException;

/** Takes bytes that lie in memory, a piece at a time. */
@FunctionalInterface
public interface RecordPieces {

    /**
     * Takes the next piece; its memory is valid during the call.
     *
     * @param address where it starts
     * @param lengthBytes how long it is
     * @throws IOException when it can't be taken; the sort ends with it
     */
    void accept(long address, long lengthBytes) throws IOException;
}
