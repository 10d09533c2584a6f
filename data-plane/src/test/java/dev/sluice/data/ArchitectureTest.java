package dev.sluice.data;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packages of the data plane and who may use whom. */
class ArchitectureTest {
    private static final String ROOT = "dev.sluice.data.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice.data");

    /** All that a package may use of ours; the contracts are open to those that read snapshots. */
    @ParameterizedTest
    @CsvSource({
        "pipeline,''",
        "netty,pipeline",
        "routing,''",
        "throttle,pipeline",
        "transform,pipeline",
        "response,pipeline",
        "origin,pipeline netty",
        "integration,pipeline origin transform",
        "telemetry,pipeline",
        "stage,pipeline routing throttle transform integration origin",
        "sync,stage",
        "edge,stage pipeline response routing telemetry netty throttle"
    })
    void usesOnlyWhatItMay(String name, String used) {
        String[] allowed = Stream.concat(
                        Stream.of(name), Stream.of(used.split(" ", -1)).filter(part -> !part.isEmpty()))
                .map(part -> ROOT + part + "..")
                .toArray(String[]::new);

        noClasses()
                .that(resideInAnyPackage(ROOT + name + ".."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.sluice.data..").and(resideOutsideOfPackages(allowed)))
                .check(CLASSES);
    }

    @Test
    void onlyBootKnowsCdiAndQuarkus() {
        noClasses()
                .that(resideOutsideOfPackages(ROOT + "boot.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "jakarta..", "io.quarkus..", "io.smallrye..", "io.vertx..", "org.eclipse.microprofile.."))
                .check(CLASSES);
    }

    @Test
    void onlySyncKnowsKafka() {
        noClasses()
                .that(resideOutsideOfPackages(ROOT + "sync.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.kafka.."))
                .check(CLASSES);
    }

    @Test
    void onlyEdgeAndOriginAndWhatTheyShareKnowHttpCodecs() {
        noClasses()
                .that(resideOutsideOfPackages(ROOT + "edge..", ROOT + "origin..", ROOT + "netty.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.netty.handler.codec.."))
                .check(CLASSES);
    }

    @Test
    void nobodyWaitsOutsideBootAndSync() {
        DescribedPredicate<JavaClass> futures = JavaClass.Predicates.assignableTo(Future.class);
        noClasses()
                .that(resideOutsideOfPackages(ROOT + "boot..", ROOT + "sync.."))
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "wait for something",
                        call -> (futures.test(call.getTargetOwner())
                                        && Stream.of("get", "join").anyMatch(call.getName()::equals))
                                || (call.getTargetOwner().isEquivalentTo(Thread.class)
                                        && call.getName().equals("sleep"))))
                .check(CLASSES);
    }

    @Test
    void hasNoCycles() {
        slices().matching("dev.sluice.data.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        var unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName);

        assertThat(unmarked).isEmpty();
    }
}
