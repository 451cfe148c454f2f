package io.plimsoll.plan.flink;

import io.plimsoll.plan.flink.option.FlinkVersion;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A release of Flink as its start scripts use it: a configuration goes in, two lines come out, or a
 * refusal. Several releases live beside each other, each in a class loader of its own.
 */
final class FlinkRelease implements AutoCloseable {

    private static final String UTILS = "org.apache.flink.runtime.util.bash.BashJavaUtils";
    private static final String CONFIGURATION = "org.apache.flink.configuration.Configuration";
    private static final String LOCAL =
            "org.apache.flink.runtime.taskexecutor.TaskExecutorResourceUtils";

    final FlinkVersion version;
    private final @Nullable URLClassLoader own;
    private final ClassLoader loader;
    private final Method fromMap;
    private final Method taskManager;
    private final Method jobManager;
    private final Method local;

    private FlinkRelease(FlinkVersion version, ClassLoader loader, @Nullable URLClassLoader own)
            throws ReflectiveOperationException {
        this.version = version;
        this.own = own;
        this.loader = loader;
        Class<?> configuration = loader.loadClass(CONFIGURATION);
        this.fromMap = configuration.getMethod("fromMap", Map.class);
        Class<?> utils = loader.loadClass(UTILS);
        this.taskManager = utils.getDeclaredMethod("getTmResourceParams", configuration);
        this.jobManager = utils.getDeclaredMethod("getJmResourceParams", configuration);
        this.local =
                loader.loadClass(LOCAL)
                        .getDeclaredMethod(
                                "resourceSpecFromConfigForLocalExecution", configuration);
        taskManager.setAccessible(true);
        jobManager.setAccessible(true);
        local.setAccessible(true);
    }

    /** The release on the class path, or the one that the build laid out in a folder. */
    static FlinkRelease of(FlinkVersion version) throws ReflectiveOperationException {
        if (version.equals(FlinkVersion.NEWEST)) {
            return new FlinkRelease(version, FlinkRelease.class.getClassLoader(), null);
        }
        File[] jars = new File("target/flink-" + version).listFiles();
        if (jars == null || jars.length == 0) {
            throw new IllegalStateException(
                    "target/flink-" + version + " is empty (expected jars)");
        }
        URL[] urls = Arrays.stream(jars).map(FlinkRelease::url).toArray(URL[]::new);
        URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        return new FlinkRelease(version, loader, loader);
    }

    private static URL url(File file) {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A class of this release. */
    Class<?> load(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    /** What the scripts get for a TaskManager: JVM arguments and options; null if it fails. */
    @Nullable Map<String, String> taskManager(Map<String, String> options) {
        return lines(taskManager, options);
    }

    /** What the scripts get for a JobManager: JVM arguments and options; null if it fails. */
    @Nullable Map<String, String> jobManager(Map<String, String> options) {
        return lines(jobManager, options);
    }

    /** What a TaskManager in another JVM gets; null if it fails. */
    @Nullable Map<String, Object> local(Map<String, String> options) {
        Object spec = invoke(local, options);
        if (spec == null) {
            return null;
        }
        try {
            Map<String, Object> found = new TreeMap<>();
            for (String getter :
                    List.of(
                            "getTaskHeapSize",
                            "getTaskOffHeapSize",
                            "getNetworkMemSize",
                            "getManagedMemorySize")) {
                Object size = spec.getClass().getMethod(getter).invoke(spec);
                found.put(getter, size.getClass().getMethod("getBytes").invoke(size));
            }
            Object cores = spec.getClass().getMethod("getCpuCores").invoke(spec);
            Object value = cores.getClass().getMethod("getValue").invoke(cores);
            found.put("getCpuCores", ((Number) value).doubleValue());
            return found;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Map<String, String> lines(Method method, Map<String, String> options) {
        if (!(invoke(method, options) instanceof List<?> lines)) {
            return null;
        }
        Map<String, String> described = new TreeMap<>();
        for (String option : String.valueOf(lines.get(1)).split("-D ")) {
            if (!option.isBlank()) {
                String[] pair = option.trim().split("=", 2);
                described.put(pair[0], pair[1]);
            }
        }
        described.put("jvm", String.valueOf(lines.get(0)));
        return described;
    }

    private @Nullable Object invoke(Method method, Map<String, String> options) {
        try {
            Object configuration = fromMap.invoke(null, new HashMap<>(options));
            return method.invoke(null, configuration);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException) {
                return null;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (own != null) {
            own.close();
        }
    }
}
