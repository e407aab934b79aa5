package io.tidings.enricher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "io.tidings.enricher", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String LOG = "io.tidings.enricher.log..";
    private static final String REPLICA = "io.tidings.enricher.replica..";

    @ArchTest
    static final ArchRule logKnowsNothingOfTheReplicaAndTheTopology = noClasses()
            .that()
            .resideInAPackage(LOG)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(REPLICA, "io.tidings.enricher", "org.apache.kafka..");

    @ArchTest
    static final ArchRule replicaKnowsNothingOfTheLogAndTheTopology = noClasses()
            .that()
            .resideInAPackage(REPLICA)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LOG, "io.tidings.enricher", "org.apache.kafka.clients..");

    @ArchTest
    static final ArchRule logAndReplicaDoNoInputOutputAndReadNoClock = noClasses()
            .that()
            .resideInAnyPackage(LOG, REPLICA)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.file..", "java.sql..", "io.tidings.registry..")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.tidings.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            classes().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Common|Impl|Abstract)[A-Z]?.*");

    @ArchTest
    static final ArchRule onlyMainExits = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);
}
