package dev.sluice.authorizer.pools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** The house plan of the user pools. */
class PoolArchitectureTest {
    private static final String POOLS = "dev.sluice.authorizer.pools";
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(POOLS);

    @Test
    void packagesFormNoCycle() {
        slices().matching(POOLS + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** So that no statement can leave its tenant out: {@code Rows} refuses one that does. */
    @Test
    void rowsAreReachedThroughTheStoreAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(POOLS + ".store..", POOLS + ".secret..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.sql.Connection")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.sluice.authorizer.data.Database")
                .check(CLASSES);
    }

    @Test
    void onlyDoorsKnowTheServer() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        POOLS + ".account..",
                        POOLS + ".client..",
                        POOLS + ".key..",
                        POOLS + ".message..",
                        POOLS + ".pool..",
                        POOLS + ".signin..",
                        POOLS + ".user..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .check(CLASSES);
    }
}
