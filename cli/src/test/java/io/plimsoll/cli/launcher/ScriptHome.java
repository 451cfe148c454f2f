package io.plimsoll.cli.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A copy of the launcher scripts in a folder of its own, with JDKs and a Maven that only tell how
 * they were called: so the scripts are tested alone, quickly, whatever is installed on the machine.
 */
final class ScriptHome {

    private static final List<String> TOOLS =
            List.of(
                    "cat",
                    "cp",
                    "date",
                    "dirname",
                    "find",
                    "grep",
                    "head",
                    "ln",
                    "mkdir",
                    "mv",
                    "readlink",
                    "rm",
                    "sed",
                    "sleep",
                    "touch");
    private static final long TIMEOUT_SECONDS = 60;

    private static final String TELLING_JAVA =
            """
            #!/bin/sh
            echo "java of $(dirname "$(dirname "$0")")"
            for argument; do echo "[$argument]"; done
            exit "${JAVA_EXIT_CODE-0}"
            """;

    private final Path root;
    private final Path home;
    private final Path jdks;
    private final Path tools;
    private final Map<String, String> environment = new HashMap<>();

    /** What a script did. */
    record Outcome(int exitCode, String out, String err) {

        /** The arguments that java was given. */
        List<String> javaArguments() {
            return out.lines()
                    .filter(line -> line.startsWith("["))
                    .map(line -> line.substring(1, line.length() - 1))
                    .toList();
        }
    }

    ScriptHome(Path root) throws IOException {
        this.root = root;
        home = Files.createDirectories(root.resolve("house of plimsoll"));
        jdks = Files.createDirectories(root.resolve("jdks"));
        tools = Files.createDirectories(root.resolve("tools"));
        for (String tool : TOOLS) {
            executable(
                    tools.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(installed(tool)));
        }
        copyScripts();
        environment.put("PATH", tools.toString());
        environment.put("HOME", root.toString());
        environment.put("PLIMSOLL_JDK_ROOTS", jdks.toString());
        environment.put("PLIMSOLL_SYSTEM_ROOT", root.resolve("system").toString());
        machine("proc/meminfo", "MemTotal:        8388608 kB\nMemFree: 1 kB\n");
    }

    private void copyScripts() throws IOException {
        Path project = Path.of("").toAbsolutePath().getParent();
        Files.createDirectories(home.resolve("launcher"));
        List<Path> scripts =
                new ArrayList<>(List.of(project.resolve("plimsoll"), project.resolve("build")));
        try (Stream<Path> files = Files.list(project.resolve("launcher"))) {
            scripts.addAll(files.toList());
        }
        for (Path script : scripts) {
            Files.copy(
                    script,
                    home.resolve(project.relativize(script).toString()),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static Path installed(String tool) {
        return Stream.of("/usr/bin", "/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    Path home() {
        return home;
    }

    Path root() {
        return root;
    }

    /** Installs a JDK where they usually are. */
    Path jdk(String name, String version) throws IOException {
        return jdkAt(jdks.resolve(name), version);
    }

    Path jdkAt(Path folder, String version) throws IOException {
        executable(folder.resolve("bin/java"), TELLING_JAVA);
        executable(folder.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(
                folder.resolve("release"),
                "IMPLEMENTOR=\"Test\"\nJAVA_RUNTIME_VERSION=\"%s+9\"\nJAVA_VERSION=\"%s\"\n"
                        .formatted(version, version));
        return folder;
    }

    /** Puts a java on the path, as installers do: through links. */
    void onPath(Path jdk) throws IOException {
        Path alternative =
                Files.createSymbolicLink(root.resolve("alternative"), jdk.resolve("bin/java"));
        Files.createSymbolicLink(
                tools.resolve("java"), Path.of("..").resolve(alternative.getFileName()));
    }

    /** Lays out a build without sources, as an unpacked release has it. */
    void release() throws IOException {
        Files.createDirectories(home.resolve("dist/1-1/lib"));
        Files.writeString(home.resolve("dist/current"), "1-1\n");
    }

    /**
     * Lays out sources, and a Maven that counts its calls in the file {@code builds} and ends with
     * a code.
     */
    void sources(int mavenExitCode) throws IOException {
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("cli/src/main/java"));
        Files.writeString(source(), "class Main {}");
        executable(
                home.resolve("mvnw"),
                """
                #!/bin/sh
                echo "$*" >>builds
                echo "[ERROR] something is wrong"
                [ ! -e slow ] || sleep 1
                mkdir -p cli/target/plimsoll/dist/lib
                echo >cli/target/plimsoll/dist/lib/plimsoll-cli-1.jar
                exit %d
                """
                        .formatted(mavenExitCode));
    }

    Path source() {
        return home.resolve("cli/src/main/java/Main.java");
    }

    /** How often Maven was called. */
    List<String> builds() throws IOException {
        Path builds = home.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    /** Writes a file that the machine would tell about itself. */
    void machine(String path, String content) throws IOException {
        Path file = root.resolve("system").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    Outcome plimsoll(String... arguments) throws IOException, InterruptedException {
        return run(home.resolve("plimsoll"), root, arguments);
    }

    Outcome run(Path script, Path folder, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(root, "out", "");
        Path err = Files.createTempFile(root, "err", "");
        Process process = start(script, folder, out, err, arguments);
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + script);
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Process start(Path script, Path folder, Path out, Path err, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static void executable(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                content,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("not executable: " + file);
        }
    }
}
