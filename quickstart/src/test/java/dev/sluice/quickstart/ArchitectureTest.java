package dev.sluice.quickstart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice");

    @Test
    void touchesTheServicesAsProcessesOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.quickstart..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sluice.control..", "dev.sluice.data..", "dev.sluice.authorizer..", "dev.sluice.aws..")
                .check(MODULE);
    }

    @Test
    void usesTheKeyFilesOfContractsAndNothingElseOfIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.quickstart..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sluice.contracts.records..",
                        "dev.sluice.contracts.stages..",
                        "dev.sluice.contracts.access..",
                        "dev.sluice.contracts.nodes..")
                .check(MODULE);
    }

    @Test
    void knowsKafkaOnlyInTheBrokerProcess() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.quickstart..")
                .and()
                .resideOutsideOfPackage("dev.sluice.quickstart.broker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("kafka..", "org.apache.kafka..")
                .check(MODULE);
    }

    @Test
    void keepsTheBrokerProcessToItself() {
        classes()
                .that()
                .resideInAPackage("dev.sluice.quickstart.broker..")
                .should()
                .onlyBeAccessed()
                .byAnyPackage("dev.sluice.quickstart.broker..")
                .check(MODULE);
    }

    @Test
    void hasNoCycles() {
        slices().matching("dev.sluice.quickstart.(*)..")
                .should()
                .beFreeOfCycles()
                .check(MODULE);
    }
}
