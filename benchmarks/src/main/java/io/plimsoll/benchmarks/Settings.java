package io.plimsoll.benchmarks;

import io.plimsoll.benchmarks.process.Platform;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code benchmarks/run} and the virtual machine tell.
 *
 * @param home the folder that {@code ./plimsoll} is in
 * @param temporaryFolder the system's
 * @param modulePath where modules are, among them the peers
 * @param insideClassPath where the benchmarks that measure from inside, and their peers, are; empty
 *     when they haven't been built
 */
record Settings(
        Path home,
        Path temporaryFolder,
        List<Path> modulePath,
        String insideClassPath,
        Platform platform) {

    /** Reads them. */
    static Settings read() {
        String home = System.getProperty("plimsoll.benchmarks.home");
        if (home == null) {
            throw new IllegalStateException(
                    "plimsoll.benchmarks.home=null (expected a folder: start benchmarks/run)");
        }
        List<Path> modulePath =
                Arrays.stream(System.getProperty("jdk.module.path", "").split(File.pathSeparator))
                        .map(Path::of)
                        .toList();
        return new Settings(
                Path.of(home),
                Path.of(System.getProperty("java.io.tmpdir", ".")),
                modulePath,
                System.getProperty("plimsoll.benchmarks.inside", ""),
                new Platform(
                        System.getProperty("os.name", "unknown"),
                        System.getProperty("os.version", "unknown"),
                        System.getProperty("os.arch", "unknown"),
                        Path.of(System.getProperty("java.home", "."), "bin", "java"),
                        System.getProperty("java.vm.name", "unknown")
                                + " "
                                + System.getProperty("java.vm.version", "unknown"),
                        modulePath.getFirst()));
    }

    /** The jar whose name begins with something. */
    Path jar(String prefix) {
        return modulePath.stream()
                .filter(path -> path.getFileName().toString().startsWith(prefix))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(prefix + "*.jar is not among " + modulePath));
    }
}
