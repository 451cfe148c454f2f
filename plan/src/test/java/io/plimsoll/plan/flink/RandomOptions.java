package io.plimsoll.plan.flink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random configurations: sensible ones, conflicts, extremes, and values that nobody can read. */
final class RandomOptions {

    private static final List<String> SIZES =
            List.of(
                    "0",
                    "1b",
                    "64m",
                    "127m",
                    "128m",
                    "129m",
                    "192m",
                    "200mb",
                    "256m",
                    "300m",
                    "448m",
                    "512m",
                    "600 MB",
                    "768m",
                    "900m",
                    "1g",
                    "1gb",
                    "1280m",
                    "1600m",
                    "1728m",
                    "2g",
                    "2304m",
                    "3g",
                    "4g",
                    "8g",
                    "100g",
                    "3 t",
                    "1073741823",
                    "1811939329b",
                    "9223372036854775807",
                    "9223372036854775807b");
    private static final List<String> BAD_SIZES =
            List.of("", "-1m", "1.5g", "m", "1x", "12 34", "9223372036854775808", "8388608t");
    private static final List<String> FRACTIONS =
            List.of("0", "0.1", "0.4", "0.33333", "0.5", "0.999", "1e-3", "0.9999999");
    private static final List<String> BAD_FRACTIONS = List.of("1", "1.5", "-0.1", "NaN", "x", "");

    private final Random random;
    private final Map<String, String> options = new LinkedHashMap<>();

    private RandomOptions(Random random) {
        this.random = random;
    }

    static Map<String, String> taskManager(Random random) {
        RandomOptions made = new RandomOptions(random);
        String prefix = "taskmanager.memory.";
        made.size(50, prefix + "process.size");
        made.size(25, prefix + "flink.size");
        made.size(10, prefix + "framework.heap.size");
        made.size(10, prefix + "framework.off-heap.size");
        made.size(25, prefix + "task.heap.size");
        made.size(10, prefix + "task.off-heap.size");
        made.size(25, prefix + "managed.size");
        made.size(3, prefix + "size");
        made.fraction(10, prefix + "managed.fraction");
        made.size(8, prefix + "network.min");
        made.size(8, prefix + "network.max");
        made.size(3, "taskmanager.network.memory.max");
        made.fraction(10, prefix + "network.fraction");
        made.jvm(prefix);
        made.retired("taskmanager");
        made.one(10, "taskmanager.numberOfTaskSlots", "-1", "0", "1", "2", "8", "x");
        made.one(5, "taskmanager.cpu.cores", "2", "0.5", "0", "-1", "x", "NaN");
        made.one(5, "taskmanager.network.numberOfBuffers", "0", "2048", "4096", "-1", "x");
        made.one(2, prefix + "segment-size", "32k", "4k", "4095", "2k", "48k", "4g", "x");
        made.one(20, "external-resources", "none", "gpu", "gpu;fpga", "'gpu'");
        made.one(30, "external-resource.gpu.amount", "2", "2", "2", "0", "-1", "x");
        return made.options;
    }

    static Map<String, String> jobManager(Random random) {
        RandomOptions made = new RandomOptions(random);
        String prefix = "jobmanager.memory.";
        made.size(50, prefix + "process.size");
        made.size(30, prefix + "flink.size");
        made.size(30, prefix + "heap.size");
        made.size(20, prefix + "off-heap.size");
        made.jvm(prefix);
        made.retired("jobmanager");
        made.one(10, prefix + "enable-jvm-direct-memory-limit", "true", "False", "yes");
        return made.options;
    }

    private void jvm(String prefix) {
        size(10, prefix + "jvm-metaspace.size");
        size(8, prefix + "jvm-overhead.min");
        size(8, prefix + "jvm-overhead.max");
        fraction(10, prefix + "jvm-overhead.fraction");
    }

    private void retired(String role) {
        size(8, role + ".heap.size");
        one(5, role + ".heap.mb", "1024", "4096", "0", "-1", "1g");
    }

    private void size(int percent, String key) {
        if (random.nextInt(100) < percent) {
            List<String> sizes = random.nextInt(60) == 0 ? BAD_SIZES : SIZES;
            options.put(key, sizes.get(random.nextInt(sizes.size())));
        }
    }

    private void fraction(int percent, String key) {
        if (random.nextInt(100) < percent) {
            List<String> fractions = random.nextInt(20) == 0 ? BAD_FRACTIONS : FRACTIONS;
            options.put(key, fractions.get(random.nextInt(fractions.size())));
        }
    }

    private void one(int percent, String key, String... values) {
        if (random.nextInt(100) < percent) {
            options.put(key, values[random.nextInt(values.length)]);
        }
    }
}
