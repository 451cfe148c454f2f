package io.plimsoll.mutations;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The module {@code memory} with a bug in it, in a folder of its own; the sources stay as is. */
final class Mutant {

    /** A test that a bug makes hang is red, too. */
    private static final long TIMEOUT_SECONDS = 120;

    private static final int HUNG = -1;

    private static final Path MEMORY = Path.of("").toAbsolutePath().resolveSibling("memory");
    private static final String PACKAGE = "io/plimsoll/memory/";

    private final Path folder;

    Mutant(Path folder) {
        this.folder = folder;
    }

    /** Compiles the one file that is different. */
    void compile(Mutation mutation) throws IOException {
        Path original = MEMORY.resolve("src/main/java").resolve(PACKAGE + mutation.file());
        Path source = folder.resolve("source").resolve(PACKAGE + mutation.file());
        Files.createDirectories(source.getParent());
        Files.writeString(source, mutation.applyTo(Files.readString(original)));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    List.of(
                                            "-nowarn",
                                            "-proc:none",
                                            "-classpath",
                                            classPath(),
                                            "-d",
                                            folder.toString()),
                                    null,
                                    files.getJavaFileObjects(source))
                            .call();
            if (!compiled) {
                throw new IllegalStateException(mutation + " does not compile: " + messages);
            }
        }
    }

    /** Runs tests in a process of their own and says how they ended. */
    Outcome run(List<String> tests) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-ea", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath(), Tests.class.getName()));
        tests.forEach(test -> command.add("io.plimsoll.memory." + test));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .directory(folder.toFile())
                        .start();
        boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        return new Outcome(ended ? process.exitValue() : HUNG, Files.readString(output));
    }

    private String classPath() {
        return String.join(
                File.pathSeparator,
                folder.toString(),
                MEMORY.resolve("target/classes").toString(),
                MEMORY.resolve("target/test-classes").toString(),
                System.getProperty("java.class.path"));
    }

    /**
     * How tests ended.
     *
     * @param exitCode of the process; a crash has one, too
     */
    record Outcome(int exitCode, String output) {

        boolean isGreen() {
            return exitCode == Tests.PASSED;
        }

        /** Whether a test failed, crashed or hung, rather than that none was found. */
        boolean isRed() {
            return exitCode != Tests.PASSED && exitCode != Tests.NOTHING_RAN;
        }
    }
}
