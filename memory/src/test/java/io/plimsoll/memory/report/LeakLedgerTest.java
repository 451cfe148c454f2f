package io.plimsoll.memory.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.budget.Opening;
import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.PoolTree;
import io.plimsoll.memory.budget.allowance.PoolTerms;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.leak.LeakReport.Cause;
import io.plimsoll.memory.leak.LeaseKind;
import io.plimsoll.memory.pages.PageStore;
import io.plimsoll.memory.region.FakeRegions;
import io.plimsoll.memory.segment.PageLeases;
import io.plimsoll.memory.segment.PageTable;
import io.plimsoll.memory.tracking.Lease;
import io.plimsoll.memory.tracking.LeaseTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the collector found lost comes back, each lease for itself. */
class LeakLedgerTest {

    private static final int PAGE = 4096;
    private static final long BUDGET = 16 * PAGE;

    private final PoolTree tree =
            new PoolTree(new PageStore(new FakeRegions(), BUDGET, PAGE), BUDGET);
    private final PoolNode pool =
            ((Opening.Opened)
                            tree.open(
                                    tree.root(), new PoolTerms("pool", 0, BUDGET, 0, false, false)))
                    .pool();
    private final LeaseTracker tracker = new LeaseTracker(LeakDetection.ADVANCED, BUDGET, 0, null);
    private final PageLeases pages =
            new PageLeases(
                    new PageTable(tree.store(), tracker, null, _ -> {}), pool, "owner", null);
    private final List<LeakReport> reports = new ArrayList<>();

    private Lease lost(Object holder) {
        Lease lease =
                Objects.requireNonNull(
                        tracker.begin(LeaseKind.PAGE, holder, pool.takePage(), PAGE));
        tracker.revoke(lease);
        return lease;
    }

    // All have ended when the first is taken back: the others stayed charged, and nobody was told.
    @Test
    void shouldTakeBackTheOthers_whenOneCannotBe() {
        // a pool takes back no pages
        List<Lease> leases = List.of(lost(pool), lost(pages), lost(pages));
        Runnable report = LeakLedger.recover(leases, reports::add);
        assertThat(tree.books().usedBytes(pool)).isEqualTo(PAGE);
        assertThatThrownBy(report::run)
                .hasMessage("1 lost leases could not be taken back, the first for this reason")
                .hasCauseInstanceOf(ClassCastException.class);
        assertThat(reports)
                .extracting(LeakReport::cause)
                .containsExactly(Cause.RECOVERED, Cause.UNREACHABLE);
        assertThat(reports).extracting(LeakReport::bytes).containsExactly(2L * PAGE, (long) PAGE);
    }
}
