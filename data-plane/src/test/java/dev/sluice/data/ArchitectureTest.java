package dev.sluice.data;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.Socket;
import java.net.URLConnection;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
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
        "templates,''",
        "pipeline,templates",
        "netty,pipeline",
        "routing,''",
        "throttle,pipeline",
        "payload,pipeline",
        "transform,pipeline netty templates payload",
        "validation,pipeline transform",
        "response,pipeline netty transform",
        "origin,pipeline netty",
        "targets,''",
        "callers,''",
        "integration,pipeline netty origin templates transform payload targets",
        "access,pipeline origin transform integration targets callers throttle",
        "telemetry,pipeline",
        "stage,pipeline access routing throttle validation transform payload integration origin targets callers response",
        "sync,stage targets access callers throttle telemetry",
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
                        "jakarta..",
                        "io.quarkus..",
                        "io.smallrye..",
                        "io.vertx..",
                        "io.micrometer..",
                        "org.eclipse.microprofile.."))
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

    /** security-requirements 33. */
    @Test
    void nobodyHasAnotherHttpClient() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.net.http..", "org.apache.http..", "io.vertx.ext.web.client.."))
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
    void nothingKnowsADatabase() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.sql..", "javax.sql..", "jakarta.persistence..", "org.hibernate.."))
                .check(CLASSES);
    }

    /** Whose work it is to wait: the logs' own threads, and the caller of a start. */
    private static final Set<String> MAY_WAIT = Set.of(
            "dev.sluice.data.telemetry.LogWriter",
            "dev.sluice.data.telemetry.ExecutionLogs",
            "dev.sluice.data.telemetry.LogFolder",
            "dev.sluice.data.edge.EdgeServer");

    /** Calls that wait or do I/O on the calling thread, by type and pattern of the method's name. */
    private static final Map<Class<?>, String> WAITING = Map.ofEntries(
            Map.entry(Thread.class, "sleep|join"),
            Map.entry(Object.class, "wait"),
            Map.entry(CountDownLatch.class, "await"),
            Map.entry(Condition.class, "await.*"),
            Map.entry(Lock.class, "lock.*"),
            Map.entry(Semaphore.class, "acquire.*"),
            Map.entry(Future.class, "get|join|sync.*|await.*"),
            Map.entry(BlockingQueue.class, "put|take"),
            Map.entry(Socket.class, ".*"),
            Map.entry(URLConnection.class, ".*"),
            Map.entry(Files.class, ".*"));

    @Test
    void nobodyWaitsOutsideBootAndSync() {
        noClasses()
                .that(resideOutsideOfPackages(ROOT + "boot..", ROOT + "sync..")
                        .and(DescribedPredicate.describe("may not wait", each -> !MAY_WAIT.contains(each.getName()))))
                .should()
                .callMethodWhere(DescribedPredicate.describe("wait for something", ArchitectureTest::waits))
                .check(CLASSES);
    }

    private static boolean waits(JavaMethodCall call) {
        return WAITING.entrySet().stream()
                .anyMatch(each -> call.getName().matches(each.getValue())
                        && call.getTargetOwner().isAssignableTo(each.getKey()));
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
