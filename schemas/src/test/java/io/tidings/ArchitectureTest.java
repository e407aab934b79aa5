package io.tidings;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.tidings", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule contractsKnowNoKafka = noClasses()
            .that()
            .resideInAPackage("io.tidings..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.debezium..");

    @ArchTest
    static final ArchRule onlyTheCatalogTalksToADatabase = noClasses()
            .that()
            .resideOutsideOfPackages("io.tidings.contracts.catalog..", "io.tidings.database..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..");

    /** ByteBuffer is Avro's form of bytes; IOException is what Jackson's exceptions are. */
    @ArchTest
    static final ArchRule pathsAndPlansDoNoInputOrOutput = noClasses()
            .that()
            .resideInAnyPackage("io.tidings.contracts.path..", "io.tidings.contracts.plan..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.(io\\.(?!IOException|Serializable).*|net\\..*|nio\\.(file|channels)\\..*)")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.time\\.Clock|java\\.util\\.(Random|concurrent\\..*)|java\\.lang\\.Thread");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.tidings.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule contractsDependOnNothingAboveThem = noClasses()
            .that()
            .resideInAPackage("io.tidings.contracts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tidings.command..", "io.tidings.registry..");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = classes()
            .should()
            .haveNameNotMatching(".*\\.[^.]*(Util|Helper|Manager|Common|Impl|Abstract)[^.]*")
            .andShould()
            .resideOutsideOfPackages("..util..", "..helper..", "..manager..", "..common..", "..impl..");

    @ArchTest
    static final ArchRule onlyMainsExit = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);
}
