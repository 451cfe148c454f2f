/**
 * Managed off-heap memory: pages, pools and one budget for the process.
 *
 * <p>{@code access} is raw memory without bounds checks and therefore open to the modules of this
 * house only. {@code region} holds every restricted native call and is open to nobody.
 */
@SuppressWarnings("module") // the modules of the upper floors are not on this module's path
module io.plimsoll.memory {
    requires static org.jspecify;

    exports io.plimsoll.memory;
    exports io.plimsoll.memory.allocator;
    exports io.plimsoll.memory.leak;
    exports io.plimsoll.memory.process;
    exports io.plimsoll.memory.request;
    exports io.plimsoll.memory.segment;
    exports io.plimsoll.memory.snapshot;
    exports io.plimsoll.memory.access to
            io.plimsoll.serde,
            io.plimsoll.spill,
            io.plimsoll.operators,
            io.plimsoll.index,
            io.plimsoll.cli,
            io.plimsoll.exchange,
            io.plimsoll.state,
            io.plimsoll.benchmarks;
}
