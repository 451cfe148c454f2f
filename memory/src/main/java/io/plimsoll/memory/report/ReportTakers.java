package io.plimsoll.memory.report;

import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.leak.MisuseReport;
import io.plimsoll.memory.snapshot.MemoryListener;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The first listener of a manager: gives reports to those who take them, or else to the log. */
public final class ReportTakers implements MemoryListener {

    private final Consumer<LeakReport> leaks;
    private final Consumer<MisuseReport> misuses;

    /** Creates a listener; null stands for the log. */
    public ReportTakers(
            @Nullable Consumer<LeakReport> leaks, @Nullable Consumer<MisuseReport> misuses) {
        LeakLog log = new LeakLog();
        this.leaks = leaks == null ? log::leak : leaks;
        this.misuses = misuses == null ? log::misuse : misuses;
    }

    @Override
    public void onLeak(LeakReport report) {
        leaks.accept(report);
    }

    @Override
    public void onMisuse(MisuseReport report) {
        misuses.accept(report);
    }
}
