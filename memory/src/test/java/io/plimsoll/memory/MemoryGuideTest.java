package io.plimsoll.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in docs/memory.md and in README.md run, and print what is said there. */
class MemoryGuideTest {

    private static final Pattern FENCED =
            Pattern.compile("^```\\w*\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @Test
    void shouldPrintWhatTheGuideSays(@TempDir Path folder) throws Exception {
        List<String> blocks = fenced("docs/memory.md");
        assertThat(blocks).hasSize(7);
        String command = blocks.get(1);
        assertThat(output(blocks.get(0), command, folder)).isEqualTo(blocks.get(2));
        assertThat(output(blocks.get(3), command, folder)).isEqualTo(blocks.get(4));
        String planned =
                command.replaceFirst(
                        " ",
                        " -Dplimsoll.plan.managedBytes=67108864 -Dplimsoll.plan.residentBytes=1066549248 ");
        assertThat(output(blocks.get(5), planned, folder)).isEqualTo(blocks.get(6));
    }

    @Test
    void shouldRunWhatTheReadmeShows(@TempDir Path folder) throws Exception {
        String program =
                fenced("README.md").stream()
                        .filter(block -> block.contains("void main()"))
                        .findFirst()
                        .orElseThrow();
        String command = fenced("docs/memory.md").get(1);
        assertThat(output(program, command, folder)).isEqualTo("42 in 2097152 bytes\n");
    }

    private static List<String> fenced(String document) throws Exception {
        Path repository = Path.of("").toAbsolutePath().getParent();
        List<String> blocks = new ArrayList<>();
        Matcher matcher = FENCED.matcher(Files.readString(repository.resolve(document)));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    private static String output(String program, String commandLine, Path folder) throws Exception {
        Path source = folder.resolve("Guide.java");
        Files.writeString(source, program);
        List<String> command = new ArrayList<>(List.of(commandLine.strip().split(" ")));
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.set(command.size() - 1, source.toString());

        Process process =
                new ProcessBuilder(command)
                        .directory(Path.of("").toAbsolutePath().getParent().toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
