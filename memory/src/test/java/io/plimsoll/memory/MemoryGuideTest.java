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

/** The program in docs/memory.md runs as it says and prints what it says. */
class MemoryGuideTest {

    private static final Pattern FENCED = Pattern.compile("```(?:java)?\n(.*?)```", Pattern.DOTALL);

    @Test
    void shouldPrintWhatTheGuideSays(@TempDir Path folder) throws Exception {
        Path repository = Path.of("").toAbsolutePath().getParent();
        String guide = Files.readString(repository.resolve("docs/memory.md"));
        List<String> blocks = new ArrayList<>();
        Matcher matcher = FENCED.matcher(guide);
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        assertThat(blocks).hasSize(3);
        Path source = folder.resolve("Guide.java");
        Files.writeString(source, blocks.get(0));
        List<String> command = new ArrayList<>(List.of(blocks.get(1).strip().split(" ")));
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.set(command.size() - 1, source.toString());

        Process process =
                new ProcessBuilder(command)
                        .directory(repository.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).isEqualTo(blocks.get(2));
    }
}
