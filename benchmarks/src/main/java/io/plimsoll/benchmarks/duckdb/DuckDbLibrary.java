package io.plimsoll.benchmarks.duckdb;

import io.plimsoll.benchmarks.process.Platform;
import io.plimsoll.benchmarks.process.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * DuckDB's JDBC driver, unpacked. As it comes, each start unpacks a native library of some 70 MB
 * anew, which is no part of sorting; without that library in its jar it takes the one beside.
 *
 * @param java the virtual machine to run it in
 * @param classPath the driver's classes, and {@link DuckDbProgram}'s
 * @param folder the unpacked driver
 */
public record DuckDbLibrary(Path java, String classPath, Path folder) {

    private static final String NATIVE_PREFIX = "libduckdb_java";

    /** The driver speaks JDBC to few classes and holds no data: the smallest heap that will do. */
    private static final List<String> JVM_FLAGS =
            List.of(
                    "-Xmx16m",
                    "-Xss512k",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=8m",
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED");

    /**
     * Unpacks a driver.
     *
     * @param jar as it is published
     * @param folder is made
     */
    public static DuckDbLibrary unpack(Path jar, Platform platform, Path folder)
            throws IOException {
        String suffix = nativeSuffix(platform);
        Path target = Files.createDirectories(folder);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> entries = zip.stream().filter(e -> !e.isDirectory()).toList();
            for (ZipEntry entry : entries) {
                String name = entry.getName();
                if (!name.startsWith(NATIVE_PREFIX)) {
                    copy(zip, entry, target.resolve(name).normalize(), target);
                } else if (name.endsWith(suffix)) {
                    String library = System.mapLibraryName("duckdb_java");
                    copy(zip, entry, target.resolve(library), target);
                }
            }
        }
        return new DuckDbLibrary(
                platform.java(), target + File.pathSeparator + platform.ownClasses(), target);
    }

    private static void copy(ZipFile zip, ZipEntry entry, Path file, Path target)
            throws IOException {
        if (!file.startsWith(target)) {
            throw new IOException(zip.getName() + ": entry " + entry.getName() + " leads outside");
        }
        Files.createDirectories(file.resolveSibling("."));
        try (var content = zip.getInputStream(entry)) {
            Files.copy(content, file);
        }
    }

    /** How the driver's jar names a native library's platform: {@code linux_amd64}. */
    static String nativeSuffix(Platform platform) {
        String system = platform.system().toLowerCase(Locale.ROOT);
        String machine = platform.machine().toLowerCase(Locale.ROOT);
        return (system.startsWith("mac") ? "macos" : system)
                + "_"
                + (machine.equals("aarch64") ? "arm64" : machine.replace("x86_64", "amd64"));
    }

    /** The command that runs statements, one after the other, in a process of its own. */
    public List<String> command(List<String> statements) {
        List<String> arguments = new ArrayList<>();
        arguments.add(java.toString());
        arguments.addAll(JVM_FLAGS);
        arguments.add("-Djava.library.path=" + folder);
        arguments.addAll(List.of("-cp", classPath, DuckDbProgram.class.getName()));
        arguments.addAll(statements);
        return arguments;
    }

    /** What it says about itself. */
    public String version() throws InterruptedException {
        List<String> command = command(List.of());
        return Programs.firstLine(java, command.subList(1, command.size()).toArray(new String[0]));
    }
}
