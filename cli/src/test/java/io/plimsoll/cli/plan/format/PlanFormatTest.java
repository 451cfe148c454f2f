package io.plimsoll.cli.plan.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.plimsoll.cli.plan.answer.FlinkPlanning;
import io.plimsoll.cli.plan.answer.PlanAnswer.Planned;
import io.plimsoll.cli.plan.answer.PlanRequest;
import io.plimsoll.cli.plan.answer.Role;
import io.plimsoll.memory.process.SystemMemory;
import io.plimsoll.plan.flink.option.FlinkVersion;
import io.plimsoll.plan.profile.Workload;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** What answers look like. */
final class PlanFormatTest {

    private static final TableStyle PLAIN = new TableStyle(false, false);

    @TempDir Path folder;

    @Test
    void shouldShowEachPart_andABarOfTheWhole() throws IOException {
        String table = PlanFormat.TABLE.print(plan(List.of(), "1728m"), PLAIN);

        assertThat(table)
                .startsWith("taskmanager, Flink 2.3: 1728m in all\n\n|FFFFFFTTTT")
                .containsPattern("M {2}managed +512.0m +536870920 +29.6 %\n")
                .containsPattern(" {3}total +1728m +1811939328 +100.0 %\n")
                .contains("JVM: -Xmx536870902 -Xms536870902 ")
                .doesNotContain("\u001b", " = ");
    }

    @Test
    void shouldGiveEachNumberItsRule_whenAsked() throws IOException {
        String table =
                PlanFormat.TABLE.print(plan(List.of(), "1728m"), new TableStyle(true, false));

        assertThat(table)
                .contains("= the default of taskmanager.memory.framework.heap.size\n")
                .contains("= 0.4 of Flink's memory")
                .contains("   taskmanager.memory.process.size=1728m (--size)\n");
    }

    @Test
    void shouldColourTheBar_whenAsked() throws IOException {
        Planned plan = plan(List.of(), "1728m");

        String coloured = PlanFormat.TABLE.print(plan, new TableStyle(false, true));

        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
                .isNotEqualTo(coloured)
                .isEqualTo(PlanFormat.TABLE.print(plan, PLAIN));
    }

    @Test
    void shouldPrintAConfiguration_thatGivesTheSamePlan() throws IOException {
        Planned plan = plan(List.of(), "1728m");
        Path file =
                Files.writeString(
                        folder.resolve("config.yaml"), PlanFormat.YAML.print(plan, PLAIN));

        Planned again = plan(List.of(file), "");

        assertThat(again.dynamicOptions()).isEqualTo(plan.dynamicOptions());
        assertThat(again.jvmArguments()).isEqualTo(plan.jvmArguments());
    }

    @Test
    void shouldPrintLines_asFlinksScriptsPassThemOn() throws IOException {
        Planned plan = plan(List.of(), "1728m");

        assertThat(PlanFormat.JAVA_OPTS.print(plan, PLAIN))
                .isEqualTo(
                        "-Xmx536870902 -Xms536870902 -XX:MaxDirectMemorySize=268435458"
                                + " -XX:MaxMetaspaceSize=268435456\n");
        assertThat(PlanFormat.DYNAMIC.print(plan, PLAIN))
                .startsWith("-D taskmanager.cpu.cores=1.0 -D taskmanager.memory.framework.heap")
                .contains(" -D taskmanager.memory.managed.size=536870920b ");
    }

    @Test
    void shouldPrintJson_thatParses() throws IOException {
        String text = PlanFormat.JSON.print(plan(List.of(), "1728m"), PLAIN);

        try (JsonParser json = new JsonFactory().createParser(text)) {
            while (json.nextToken() != null) {
                assertThat(json.currentToken()).isNotNull();
            }
        }
        assertThat(text).contains("\"totalBytes\" : 1811939328").contains("\"reason\" : \"0.4 of");
    }

    @Test
    void shouldLimitTheContainerToTheProcess() throws IOException {
        assertThat(PlanFormat.K8S.print(plan(List.of(), "1728m"), PLAIN))
                .contains("  limits:\n    memory: \"1811939328\"\n")
                .contains("      taskmanager.memory.managed.size: 536870920b\n");
    }

    @Test
    void shouldDrawWellFormedSvg() throws Exception {
        String svg = PlanPicture.svg(plan(List.of(), "1728m"));

        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)));

        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg).contains(">managed<").contains(">512.0m<");
    }

    private static Planned plan(List<Path> files, String size) throws IOException {
        PlanRequest request =
                new PlanRequest(
                        Role.TASKMANAGER,
                        FlinkVersion.NEWEST,
                        files,
                        Map.of(),
                        OptionalInt.empty(),
                        size.isEmpty()
                                ? OptionalLong.empty()
                                : OptionalLong.of(io.plimsoll.plan.ByteSize.parse(size).bytes()),
                        false,
                        null,
                        Workload.UNKNOWN);
        return (Planned) new FlinkPlanning(request, SystemMemory.ofThisMachine()).plan();
    }
}
