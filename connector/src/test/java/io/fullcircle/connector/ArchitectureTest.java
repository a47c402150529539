package io.fullcircle.connector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.fullcircle.connector", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.fullcircle.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theConnectorKnowsNothingOfTheApplication = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fullcircle.pipelines..", "org.snakeyaml..", "picocli..", "ch.qos.logback..");

    @ArchTest
    static final ArchRule vendorsOfSourcesDoNotKnowEachOther = slices().matching("io.fullcircle.connector.source.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    com.tngtech.archunit.base.DescribedPredicate.alwaysTrue(),
                    com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                            "io.fullcircle.connector.source.sql"));

    @ArchTest
    static final ArchRule destinationsDoNotKnowSources = noClasses()
            .that()
            .resideInAPackage("io.fullcircle.connector.destination..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fullcircle.connector.source..");

    @ArchTest
    static final ArchRule onlySegmentsPackageKnowsSegmentsLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("io.fullcircle.connector.destination.segment")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.segment..", "retrofit2..", "com.google.gson..");

    @ArchTest
    static final ArchRule mappingAndGuardHaveNoThreadsFilesOrSockets = noClasses()
            .that()
            .resideInAnyPackage("io.fullcircle.connector.mapping", "io.fullcircle.connector.guard")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net..", "java.util.concurrent..", "java.sql..");
}
