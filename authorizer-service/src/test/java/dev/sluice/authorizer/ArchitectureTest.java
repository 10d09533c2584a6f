package dev.sluice.authorizer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.Socket;
import java.net.URLConnection;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows and habits of the authorizer service: which package may use which, and what none may do. */
class ArchitectureTest {
    private static final String ROOT = "dev.sluice.authorizer";
    private static final String GUEST = ROOT + ".functions.guest..";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void guestsKnowNothingOfTheRest() {
        noClasses()
                .that()
                .resideInAPackage(GUEST)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT,
                        ROOT + ".access..",
                        ROOT + ".data..",
                        ROOT + ".http..",
                        ROOT + ".functions",
                        ROOT + ".functions.wire..")
                .check(CLASSES);
    }

    @Test
    void guestsReachNeitherNetworkNorDatabaseNorThreadsOfOthers() {
        noClasses()
                .that()
                .resideInAPackage(GUEST)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.sql..", "java.nio.file..", "io.vertx..", "org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void onlyGuestsKnowTheirEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(GUEST)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("run.endive..", "io.roastedroot..")
                .check(CLASSES);
    }

    /** security-requirements 33: the service calls nobody but its database and the broker. */
    @Test
    void nothingHereFetchesAddresses() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "org.apache.http..", "io.vertx.ext.web.client..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(URLConnection.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Socket.class)
                .check(CLASSES);
    }

    @Test
    void doorsAreUsedByNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..wire..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "..wire..")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        var unmarked = new TreeSet<String>();
        for (JavaClass type : CLASSES) {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                unmarked.add(type.getPackageName());
            }
        }
        assertThat(unmarked).isEmpty();
    }
}
