package io.plimsoll.memory.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.leak.LeakReport.Leak;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakLogTest {

    private final List<String> lines = new ArrayList<>();
    private long now = 5;

    @Test
    void logsABurstAndThenSome() {
        LeakLog log = new LeakLog(() -> now, (_, text, _) -> lines.add(text));
        LeakReport report =
                new LeakReport(
                        LeakReport.Cause.CLOSED,
                        List.of(new Leak("root/a", 1, 4096, 0, List.of())));
        for (int i = 0; i < 100; i++) {
            log.leak(report);
        }
        assertThat(lines).hasSize(20);
        assertThat(lines.getLast())
                .isEqualTo(
                        "memory leak: 4096 bytes not given back when its pool closed\n"
                                + "  root/a: 1 page (4096 bytes), 0 bytes reserved\n"
                                + "  (not all sites are known: MemoryManagerBuilder.leakDetection(LeakDetection.ADVANCED) follows every lease)");
        now += 5_000_000_000L;
        log.leak(report);
        log.leak(report);
        assertThat(lines).hasSize(21);
        assertThat(lines.getLast()).endsWith("(80 reports before this were not logged)");
        now += 1_000_000_000_000L;
        for (int i = 0; i < 100; i++) {
            log.leak(report);
        }
        assertThat(lines).hasSize(41);
    }
}
