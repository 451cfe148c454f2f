package io.plimsoll.memory;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rooms of this module stand in the order that ARCHITECTURE.md says. */
final class RoomsTest {

    private static final String FRONT = "io.plimsoll.memory";

    private final JavaClasses classes = new ClassFileImporter().importPath(ownClasses());

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("(io.plimsoll.memory..)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void aRoomUsesOnlyRoomsFurtherDownInTheDocument() throws IOException {
        List<String> rooms = roomsOfTheDocument();
        var wrong = new TreeSet<String>();
        for (JavaClass user : classes) {
            for (Dependency use : user.getDirectDependenciesFromSelf()) {
                if (use.getTargetClass().getPackageName().startsWith(FRONT)
                        && isUpwards(rooms, room(user), room(use.getTargetClass()))) {
                    wrong.add(room(user) + " uses " + use.getTargetClass().getName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theDocumentHasEveryRoomAndNoOther() throws IOException {
        var rooms = new TreeSet<String>();
        classes.forEach(each -> rooms.add(room(each)));
        assertThat(roomsOfTheDocument()).containsExactlyInAnyOrderElementsOf(rooms);
    }

    /** Parts of one room, of which the front is one, use each other as they like but in circles. */
    private static boolean isUpwards(List<String> rooms, String user, String used) {
        return !user.equals(used) && rooms.indexOf(used) < rooms.indexOf(user);
    }

    /** The first package below the front; the front itself is the room {@code memory}. */
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(FRONT) ? "memory" : name.substring(FRONT.length() + 1).split("\\.")[0];
    }

    private static List<String> roomsOfTheDocument() throws IOException {
        String text = Files.readString(Path.of("..", "ARCHITECTURE.md"));
        String section = text.substring(text.indexOf("## Inside `memory`"));
        String picture = section.split("```", 3)[1];
        return new ArrayList<>(
                Pattern.compile("(?m)^ (?:open|    ) {2}([a-z]+) ")
                        .matcher(picture)
                        .results()
                        .map((MatchResult line) -> line.group(1))
                        .toList());
    }

    private static Path ownClasses() {
        try {
            return Path.of(
                    MemoryManager.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
