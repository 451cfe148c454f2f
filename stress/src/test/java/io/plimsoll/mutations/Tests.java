package io.plimsoll.mutations;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A program that runs test classes; its exit code tells the outcome. */
final class Tests {

    static final int PASSED = 0;
    static final int FAILED = 10;
    static final int NOTHING_RAN = 11;

    private Tests() {}

    public static void main(String[] classes) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(Arrays.stream(classes).map(name -> selectClass(name)).toList())
                        .configurationParameter("jqwik.database", "")
                        .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();
        summary.getFailures()
                .forEach(failure ->
                        System.out.println(
                                failure.getTestIdentifier().getDisplayName()
                                        + ": "
                                        + failure.getException()));
        System.exit(
                summary.getTotalFailureCount() > 0
                        ? FAILED
                        : summary.getTestsSucceededCount() > 0 ? PASSED : NOTHING_RAN);
    }
}
