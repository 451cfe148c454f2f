package io.plimsoll.operators.join.pass;

import java.io.IOException;

/** A side of a pass that can give memory back. */
public interface PassMemory {

    /**
     * Sends records to disk, if no worker of theirs is at work, and gives their pages back. Takes
     * no memory but the workspace. Any thread, one at a time.
     *
     * @return bytes given back: about as many as wanted, or fewer
     */
    long trySpill(long targetBytes) throws IOException;
}
