package io.plimsoll.memory.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.leak.LeaseKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a sampled lease stands for. */
class LeaseCountdownTest {

    /** It was weighed with the mean of the day, though another one had decided that it is seen. */
    @Test
    void shouldWeighALease_withTheMeanUnderWhichItsDistanceWasDrawn() {
        LeaseTracker tracker = new LeaseTracker(LeakDetection.SIMPLE, 1 << 20, 1, null);
        long before = tracker.meanBytes();
        assertThat(tracker.countdown().isDue(1 << 20)).isTrue();
        // so many at once cost more than they may: the mean has been stretched by the first ones
        while (tracker.meanBytes() < 1 << 20) {
            assertThat(tracker.begin(LeaseKind.PAGE, "holder", 0, 4096)).isNotNull();
        }
        List<Lease> all = leases(tracker);
        assertThat(before).isEqualTo(1);
        assertThat(all).allSatisfy(lease -> assertThat(lease.weightBytes()).isEqualTo(4096));
    }

    private static List<Lease> leases(LeaseTracker tracker) {
        List<Lease> leases = new ArrayList<>();
        tracker.forEach(leases::add);
        return leases;
    }
}
