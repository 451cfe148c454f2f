package io.plimsoll.doctor.cluster;

import io.plimsoll.doctor.rest.FakeServer;
import java.util.Map;
import java.util.TreeMap;

/**
 * What JobManagers of older versions answer, in the form of their REST documentation: 1.14 names no
 * TaskManager in an exception, no busy times and no share of garbage collection.
 */
final class OldAnswers {

    private static final String STACK =
            "java.io.IOException: Insufficient number of network buffers: required 401, but only 87"
                    + " available. The total number of network buffers is currently set to 4096 of"
                    + " 32768 bytes each.\\n\\tat org.apache.flink.X.y(X.java:1)\\n";

    private static final String PARTS =
            """
            "memoryConfiguration": {"frameworkHeap": 134217728, "taskHeap": 402653174, "frameworkOffHeap": 134217728, "taskOffHeap": 0,
              "networkMemory": 134217730, "managedMemory": 536870920, "jvmMetaspace": 268435456, "jvmOverhead": 201326592,
              "totalFlinkMemory": 1342177280, "totalProcessMemory": 1811939328}\
            """;

    private OldAnswers() {}

    /** Flink 1.20. */
    static Map<String, String> of120() {
        Map<String, String> answers =
                common("1.20.1", "\"taskManagerId\": \"10.0.0.7:44561-1a2b3c\",");
        answers.put(
                "/jobs/j1/vertices/v1/backpressure",
                """
                {"status": "ok", "backpressureLevel": "high", "backpressure-level": "high", "end-timestamp": 1, "subtasks": [
                  {"subtask": 0, "backpressureLevel": "high", "backpressure-level": "high", "ratio": 0.97, "idleRatio": 0, "busyRatio": 0.03},
                  {"subtask": 1, "backpressureLevel": "ok", "backpressure-level": "ok", "ratio": 0.1, "idleRatio": 0.9, "busyRatio": "NaN"}]}\
                """);
        answers.put(
                "/jobs/j1/vertices/v2/backpressure",
                """
                {"status": "ok", "backpressureLevel": "ok", "subtasks": [{"subtask": 0, "ratio": 0.0, "idleRatio": 0.01, "busyRatio": 0.99}]}\
                """);
        metrics(answers, "Status.JVM.GarbageCollector.All.TimeMsPerSecond", "421.5");
        return answers;
    }

    /** Flink 1.14. */
    static Map<String, String> of114() {
        Map<String, String> answers = common("1.14.6", "\"location\": \"10.0.0.7:44561\",");
        answers.put(
                "/jobs/j1/vertices/v1/backpressure",
                """
                {"status": "ok", "backpressure-level": "high", "end-timestamp": 1, "subtasks": [
                  {"subtask": 0, "backpressure-level": "high", "ratio": 0.97}]}\
                """);
        answers.put("/jobs/j1/vertices/v2/backpressure", "{\"status\": \"deprecated\"}");
        metrics(answers, "Status.JVM.CPU.Load", "0.1");
        return answers;
    }

    private static Map<String, String> common(String version, String where) {
        Map<String, String> answers = new TreeMap<>();
        answers.put(
                "/config",
                "{\"refresh-interval\": 3000, \"flink-version\": \"%s\"}".formatted(version));
        answers.put(
                "/jobmanager/config",
                "[{\"key\": \"taskmanager.memory.process.size\", \"value\": \"1728m\"}]");
        answers.put(
                "/taskmanagers",
                """
                {"taskmanagers": [{"id": "10.0.0.7:44561-1a2b3c", "path": "akka.tcp://x", "slotsNumber": 2, "freeSlots": 1, %s}]}\
                """
                        .formatted(PARTS));
        answers.put(
                "/jobs/overview",
                "{\"jobs\": [{\"jid\": \"j1\", \"name\": \"clicks\", \"state\": \"RESTARTING\"}]}");
        answers.put(
                "/jobs/j1",
                """
                {"jid": "j1", "vertices": [{"id": "v1", "name": "source", "parallelism": 2, "status": "RUNNING"},
                  {"id": "v2", "name": "window", "parallelism": 1, "status": "RUNNING"}], "status-counts": {"RUNNING": 2}}\
                """);
        answers.put(
                "/jobs/j1/checkpoints",
                "{\"counts\": {\"completed\": 4, \"failed\": 9}, \"latest\": {\"completed\": null, \"failed\": {\"failure_message\": \"expired\"}}}");
        answers.put(
                "/jobs/j1/exceptions",
                """
                {"root-exception": "%s", "timestamp": 5, "all-exceptions": [], "truncated": false,
                  "exceptionHistory": {"entries": [{"exceptionName": "java.io.IOException", "stacktrace": "%s", "timestamp": 5,
                  "taskName": "source (1/2)", %s "concurrentExceptions": []}], "truncated": false}}\
                """
                        .formatted(STACK, STACK, where));
        return answers;
    }

    private static void metrics(Map<String, String> answers, String more, String value) {
        String heap =
                "[{\"id\": \"Status.JVM.Memory.Heap.Used\", \"value\": \"500000000\"}, {\"id\": \"%s\", \"value\": \"%s\"}]"
                        .formatted(more, value);
        answers.put("/taskmanagers/10.0.0.7%3A44561-1a2b3c/metrics", heap);
        answers.put("/jobmanager/metrics", heap);
    }

    /** The bytes of the answer to a path. */
    static byte[] to(Map<String, String> answers, String target) {
        String path = target.replaceAll("\\?.*", "");
        String body = answers.get(path);
        return body == null
                ? FakeServer.answer(404, "{\"errors\": [\"Not found: " + path + "\"]}")
                : FakeServer.answer(200, body);
    }
}
