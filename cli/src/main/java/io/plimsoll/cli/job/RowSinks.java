package io.plimsoll.cli.job;

import io.plimsoll.cli.row.RowSink;
import io.plimsoll.memory.MemoryReservationException;

/** Makes a sink for each worker. For one thread. */
@FunctionalInterface
public interface RowSinks {

    RowSink newSink() throws MemoryReservationException;
}
