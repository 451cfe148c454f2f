package io.plimsoll.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.plimsoll.cli.CommandFixture;
import io.plimsoll.cli.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An output comes into being complete or not at all. */
@Timeout(60)
final class OutputFileTest {

    private static final Path FULL_DEVICE = Path.of("/dev/full");

    @TempDir Path folder;
    private CommandFixture fixture;
    private String input = "";

    @BeforeEach
    void layOut() throws IOException {
        fixture = new CommandFixture(folder);
        input = fixture.file("input", "b\na\n");
    }

    private void sortTo(String output) {
        Outcome outcome = fixture.sort("-o", output, input);
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }

    @Test
    void shouldReplaceAFile() throws IOException {
        String output = fixture.file("output", "something that is longer\n");
        sortTo(output);
        assertThat(Path.of(output)).hasContent("a\nb\n");
    }

    @Test
    void shouldReplaceAnInput() throws IOException {
        sortTo(input);
        assertThat(Path.of(input)).hasContent("a\nb\n");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("input"));
        String other = fixture.file("other", "0\n");
        assertThat(fixture.sort("-o", link.toString(), "-r", input, other).exitCode()).isZero();
        assertThat(Path.of(input)).hasContent("b\na\n0\n");
    }

    @Test
    void shouldLeaveWhatWasThere_whenItFails() throws IOException {
        String output = fixture.file("output", "as it was\n");
        fixture.failure("-o", output, "-k", "1:long", input);
        assertThat(Path.of(output)).hasContent("as it was\n");
        fixture.failure("-o", input, "-k", "1:long", input);
        assertThat(Path.of(input)).hasContent("b\na\n");
        fixture.failure("-o", fixture.path("new"), "-k", "1:long", input);
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void shouldFail_whenTheFolderIsMissing() {
        String output = fixture.path("missing/output");
        assertThat(fixture.failure("-o", output, input))
                .isEqualTo(output + ": no such folder: " + fixture.path("missing"));
    }

    @Test
    void shouldFail_whenWhatShouldBeAFolderIsAFile() {
        String output = input + "/output";
        assertThat(fixture.failure("-o", output, input))
                .isEqualTo(output + ": no such folder: " + input);
    }

    @Test
    void shouldFail_whenItIsAFolder() {
        assertThat(fixture.failure("-o", folder.toString(), input))
                .isEqualTo(folder + ": is a folder (expected a file)");
        assertThat(fixture.failure("-o", "", input))
                .isEqualTo("'': is no name (expected that of a file)");
    }

    @Test
    void shouldKeepPermissions() throws IOException {
        for (String permissions : new String[] {"rw-------", "rw-rw-r--", "rwxr-xr-x"}) {
            Path output = Path.of(fixture.file("output", ""));
            Files.setPosixFilePermissions(output, PosixFilePermissions.fromString(permissions));
            sortTo(output.toString());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(output)))
                    .isEqualTo(permissions);
        }
    }

    /** It used to be readable to all until it was complete. */
    @Test
    void shouldGuardPermissionsWhileItIsWritten() throws Exception {
        Path output = Path.of(fixture.file("output", ""));
        Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("rw-------"));
        try (OutputFile file = OutputFile.of(output)) {
            assertThat(unfinished()).hasSize(1);
            assertThat(Files.getPosixFilePermissions(unfinished()[0]))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            file.commit();
        }
        assertThat(unfinished()).isEmpty();
    }

    private Path[] unfinished() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().contains(".plimsoll-"))
                    .toArray(Path[]::new);
        }
    }

    @Test
    void shouldRemoveWhatAKilledProcessLeft_andOnlyThat() throws Exception {
        Path left = Path.of(fixture.file(".output.plimsoll-1-0", "half"));
        Path others = Path.of(fixture.file(".other.plimsoll-1-0", "half"));
        Path alike = Path.of(fixture.file(".output.plimsoll-notes", "mine"));
        Path busy = Path.of(fixture.file(".output.plimsoll-2-0", "half"));
        Process holder = lockInAnotherProcess(busy);
        try {
            try (OutputFile file = OutputFile.of(folder.resolve("output"))) {
                file.commit();
            }
            assertThat(left).doesNotExist();
            assertThat(busy).exists();
            assertThat(alike).exists();
            assertThat(others).exists();
        } finally {
            holder.destroyForcibly().waitFor();
        }
        try (OutputFile file = OutputFile.of(folder.resolve("output"))) {
            file.commit();
        }
        assertThat(busy).doesNotExist();
    }

    /** Locks a file until it is destroyed. */
    private static Process lockInAnotherProcess(Path file) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home", ""), "bin/java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                source("LockingProcess.java").toString(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("locked");
        return process;
    }

    private static Path source(String name) throws IOException {
        Path source = Files.createTempFile("Locking", ".java");
        source.toFile().deleteOnExit();
        return Files.writeString(
                source,
                """
                import java.nio.channels.FileChannel;
                import java.nio.file.Path;
                import java.nio.file.StandardOpenOption;
                class %s {
                    public static void main(String[] args) throws Exception {
                        FileChannel file = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
                        System.out.println(file.tryLock() == null ? "busy" : "locked");
                        Thread.sleep(60_000);
                    }
                }
                """
                        .formatted(name.replace(".java", "")));
    }

    @Test
    void shouldNotFollowALinkThatSomebodyLaidInItsWay() throws Exception {
        Path victim = Path.of(fixture.file("victim", "precious"));
        long pid = ProcessHandle.current().pid();
        Files.createSymbolicLink(folder.resolve(".output.plimsoll-" + pid), victim);
        sortToAnyway(folder.resolve("output").toString());
        assertThat(victim).hasContent("precious");
    }

    private void sortToAnyway(String output) throws Exception {
        try (OutputFile file = OutputFile.of(Path.of(output))) {
            file.commit();
        }
    }

    @Test
    void shouldWriteWhereALinkLeads() throws IOException {
        Path target = Path.of(fixture.file("target", "old\n"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
        sortTo(link.toString());
        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("a\nb\n").isRegularFile();
        Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("second"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("new"));
        sortTo(first.toString());
        assertThat(second).isSymbolicLink();
        assertThat(Files.isRegularFile(folder.resolve("new"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void shouldFail_whenALinkLeadsToItself() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("link"));
        assertThat(fixture.failure("-o", link.toString(), input))
                .startsWith(link + ": ")
                .contains("link");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void shouldTakeNamesAsLongAsTheFileSystemDoes() throws IOException {
        String output = fixture.path("x".repeat(255));
        sortTo(output);
        assertThat(Path.of(output)).hasContent("a\nb\n");
        String longer = fixture.path("x".repeat(256));
        assertThat(fixture.failure("-o", longer, input)).startsWith(longer + ": ");
    }

    @Test
    void shouldWriteToADevice() {
        sortTo("/dev/null");
        assertThat(Files.exists(Path.of("/dev/.null.plimsoll"))).isFalse();
    }

    @Test
    void shouldWriteToANamedPipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        FutureTask<byte[]> reader = new FutureTask<>(() -> Files.readAllBytes(pipe));
        Thread.ofPlatform().daemon().start(reader);
        sortTo(pipe.toString());
        assertThat(new String(reader.get(), StandardCharsets.UTF_8)).isEqualTo("a\nb\n");
        assertThat(Files.isRegularFile(pipe)).isFalse();
    }

    @Test
    void shouldEndQuietly_whenThePipesReaderHasEnough() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        String much = fixture.file("much", "some text\n".repeat(100_000));
        FutureTask<Integer> reader =
                new FutureTask<>(() -> {
                    try (var stream = Files.newInputStream(pipe)) {
                        return stream.read();
                    }
                });
        Thread.ofPlatform().daemon().start(reader);
        Outcome outcome = fixture.sort("-o", pipe.toString(), much);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(reader.get()).isEqualTo('s');
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100_000})
    void shouldFail_whenTheDeviceIsFull(int lines) throws IOException {
        assumeThat(FULL_DEVICE).exists();
        String much = fixture.file("much", "some text\n".repeat(lines));
        assertThat(fixture.failure("-o", FULL_DEVICE.toString(), much))
                .isEqualTo("/dev/full: can't be written (No space left on device)");
    }

    /** Two writers of one target don't get into each other's way. */
    @Test
    void shouldKeepTwoWritersApart() throws Exception {
        Path output = folder.resolve("output");
        try (OutputFile first = OutputFile.of(output);
                OutputFile second = OutputFile.of(output)) {
            write(first, "first");
            write(second, "second");
            first.commit();
            assertThat(output).hasContent("first");
            second.commit();
            assertThat(output).hasContent("second");
        }
        assertThat(unfinished()).isEmpty();
    }

    private static void write(OutputFile file, String text) throws IOException {
        file.channel().write(StandardCharsets.UTF_8.encode(text));
    }
}
