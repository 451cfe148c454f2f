package io.plimsoll.cli.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What files say, and what is refused. */
final class ConfigurationFileTest {

    private static final Map<String, String> EXPECTED =
            Map.of(
                    "taskmanager.memory.process.size", "4g",
                    "taskmanager.memory.managed.fraction", "0.5",
                    "taskmanager.numberOfTaskSlots", "4",
                    "jobmanager.memory.enable-jvm-direct-memory-limit", "true");

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                taskmanager:
                  numberOfTaskSlots: 4     # comment
                  memory:
                    process:
                      size: 4g
                    managed.fraction: 0.5
                jobmanager: {memory: {enable-jvm-direct-memory-limit: true}}
                """,
                """
                taskmanager.memory.process.size: 4g
                taskmanager.memory.managed.fraction : 0.5
                "taskmanager.numberOfTaskSlots": 0x4
                jobmanager.memory.enable-jvm-direct-memory-limit: true
                """
            })
    void shouldReadNestedAndFlatYaml(String text) throws IOException {
        assertThat(read("config.yaml", text).values()).isEqualTo(EXPECTED);
    }

    @Test
    void shouldReadTheOldFile_asFlinkDid() throws IOException {
        Settings settings =
                read(
                        "flink-conf.yaml",
                        """
                        taskmanager.memory.process.size: 2g
                        taskmanager.memory.process.size: 4g # the last one holds
                        #taskmanager.memory.flink.size: 1g
                        taskmanager.memory.managed.fraction:0.9
                        taskmanager.memory.managed.fraction: 0.5
                        taskmanager.numberOfTaskSlots: 4
                        jobmanager.memory.enable-jvm-direct-memory-limit: true
                        jobmanager.memory.heap.size:
                        """);

        assertThat(settings.values()).isEqualTo(EXPECTED);
        assertThat(settings.origin("taskmanager.memory.process.size"))
                .endsWith("flink-conf.yaml:2");
        assertThat(settings.notes())
                .hasSize(3)
                .anySatisfy(note -> assertThat(note).contains("flink-conf.yaml:4: '"))
                .anySatisfy(note -> assertThat(note).contains("flink-conf.yaml:8: '"));
    }

    @Test
    void shouldSayThatAnOptionIsSetTwice_nestedAndFlat() throws IOException {
        Settings settings =
                read(
                        "config.yaml",
                        "taskmanager.memory.process.size: 2g\n"
                                + "taskmanager: {memory: {process: {size: 4g}}}\n");

        assertThat(settings.notes()).anySatisfy(note -> assertThat(note).contains("set twice"));
    }

    @Test
    void shouldReadAnEmptyFile() throws IOException {
        assertThat(read("config.yaml", "# nothing\n").values()).isEmpty();
    }

    @Test
    void shouldJoinLists() throws IOException {
        assertThat(read("config.yaml", "external-resources: [gpu, fpga]").values())
                .containsEntry("external-resources", "gpu;fpga");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\na: 2",
                "taskmanager.memory.process.size:",
                "taskmanager.memory.process.size: 4g: 5",
                "- a\n- b",
                "just text",
                "a: [{b: 1}]",
                "\tx: 1",
                "a: &a [*a]"
            })
    void shouldNameTheFile_whenFlinkCouldNotReadIt(String text) {
        assertThatThrownBy(() -> read("config.yaml", text))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder.resolve("config.yaml").toString());
    }

    @Test
    void shouldRefuseWhatMultipliesItself() {
        StringBuilder text = new StringBuilder("a0: &a0 {x: 1}\n");
        for (int i = 1; i < 40; i++) {
            text.append("a%d: &a%d {x: *a%d, y: *a%d}\n".formatted(i, i, i - 1, i - 1));
        }

        assertThatThrownBy(() -> read("config.yaml", text.toString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void shouldRefuseWhatIsNestedTooDeep() {
        assertThatThrownBy(() -> read("config.yaml", "{a: ".repeat(100_000)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void shouldNameTheFile_whenItIsMissingOrAFolder() {
        assertThatThrownBy(() -> ConfigurationFile.read(folder.resolve("no"), new Settings()))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("no: no such file");
        assertThatThrownBy(() -> ConfigurationFile.read(folder, new Settings()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a folder");
    }

    /** Whatever a file holds: settings, or a message with its name; no other exception. */
    @Test
    void shouldSurviveBrokenFiles() throws IOException {
        Random random = new Random(1);
        String good =
                "taskmanager:\n  memory: {process: {size: '4g'}, managed.fraction: 0.5}\n"
                        + "  numberOfTaskSlots: &s 4\nb: *s\nc: [x, \"y\"]\nd: |\n  text\n";
        String alphabet = "{}[]:,&*#?|-<>=!%@`\"'\\ \n\tab1~\u0000\u00e9";
        for (int i = 0; i < 1_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int change = random.nextInt(6); change >= 0; change--) {
                int at = random.nextInt(text.length());
                char letter = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, letter);
                    case 1 -> text.insert(at, letter);
                    default -> text.deleteCharAt(at);
                }
            }
            for (String name : new String[] {"config.yaml", "flink-conf.yaml"}) {
                try {
                    read(name, text.toString());
                } catch (IOException refused) {
                    assertThat(refused).hasMessageStartingWith(folder.resolve(name).toString());
                }
            }
        }
    }

    private Settings read(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Settings settings = new Settings();
        ConfigurationFile.read(file, settings);
        return settings;
    }
}
