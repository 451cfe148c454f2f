package io.plimsoll.memory.report;

import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.leak.LeakReport.Cause;
import io.plimsoll.memory.leak.LeaseKind;
import io.plimsoll.memory.leak.MisuseReport;
import io.plimsoll.memory.snapshot.MemoryListener;
import io.plimsoll.memory.tracking.BlockListener;
import io.plimsoll.memory.tracking.Lease;
import java.util.List;

/**
 * Reports what becomes of the blocks of an allocator on pages of one pool.
 *
 * @param pool whose pages they lie in
 * @param listener who is told
 */
public record BlockReports(PoolNode pool, MemoryListener listener) implements BlockListener {

    @Override
    public void written(Lease last, long offset, byte value) {
        listener.onMisuse(
                new MisuseReport(
                        pool.path(), LeaseKind.BLOCK, last.id(), offset, value, last.endedBy()));
    }

    @Override
    public void leaked(List<Lease> leases) {
        LeakLedger.report(Cause.ALLOCATOR_CLOSED, leases, listener::onLeak);
    }
}
