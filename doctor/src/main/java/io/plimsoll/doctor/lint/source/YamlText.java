package io.plimsoll.doctor.lint.source;

import io.plimsoll.doctor.lint.finding.LintFinding;
import io.plimsoll.doctor.lint.finding.LintRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML: one document or several. */
public final class YamlText {

    /** References to a part of the file multiply it: more are an attack. */
    private static final int MAX_ALIASES = 100;

    /** As long as any file that is read. */
    private static final int MAX_CODE_POINTS = 64 << 20;

    private YamlText() {}

    /** Returns the documents up to the first that is none, of which a finding tells. */
    public static List<Node> documents(SourceText source, Consumer<LintFinding> findings) {
        LoadSettings load =
                LoadSettings.builder()
                        .setLabel(source.file())
                        .setSchema(new CoreSchema())
                        .setMaxAliasesForCollections(MAX_ALIASES)
                        .setCodePointLimit(MAX_CODE_POINTS)
                        .build();
        List<Node> documents = new ArrayList<>();
        try {
            new Compose(load).composeAllFromString(source.text()).forEach(documents::add);
        } catch (MarkedYamlEngineException broken) {
            findings.accept(YamlProblem.of(broken, source));
        } catch (YamlEngineException
                | IllegalArgumentException
                | IndexOutOfBoundsException broken) {
            findings.accept(broken(source, "is not YAML: " + firstLine(broken)));
        } catch (StackOverflowError tooDeep) {
            findings.accept(broken(source, "is nested too deep"));
        }
        return documents;
    }

    private static LintFinding broken(SourceText source, String message) {
        return LintFinding.of(LintRule.YAML_BROKEN, source.place(0, 0, 0), message);
    }

    private static String firstLine(RuntimeException broken) {
        return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    }
}
