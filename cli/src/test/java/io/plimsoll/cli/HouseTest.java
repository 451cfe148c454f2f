package io.plimsoll.cli;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import io.plimsoll.doctor.Examination;
import io.plimsoll.index.build.IndexBuild;
import io.plimsoll.operators.ExternalSorter;
import io.plimsoll.plan.MemoryPlan;
import io.plimsoll.serde.type.TypeSerializer;
import io.plimsoll.spill.IOManager;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is true of every module's packages; that of {@code memory} are checked there. */
final class HouseTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                TypeSerializer.class,
                IOManager.class,
                ExternalSorter.class,
                IndexBuild.class,
                MemoryPlan.class,
                Examination.class,
                Main.class
            })
    void noPackagesOfAModuleDependOnEachOtherInACircle(Class<?> ofTheModule) {
        JavaClasses classes =
                new ClassFileImporter()
                        .importLocations(
                                List.of(
                                        Location.of(
                                                ofTheModule
                                                        .getProtectionDomain()
                                                        .getCodeSource()
                                                        .getLocation())));
        slices().matching("(io.plimsoll..)").should().beFreeOfCycles().check(classes);
    }
}
