package io.fullcircle.pipelines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.fullcircle",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
class ArchitectureTest {
    /** The connector's tests come as a directory or, once they are packaged, as a jar. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.fullcircle.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingKnowsTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("io.fullcircle.pipelines.cli")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fullcircle.pipelines.cli", "picocli..", "me.tongfei..", "org.jline..");

    @ArchTest
    static final ArchRule theReceiverKnowsNothingOfPipelines = noClasses()
            .that()
            .resideInAPackage("io.fullcircle.pipelines.receiver..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fullcircle.pipelines.config..", "io.fullcircle.pipelines.run..");
}
