package dev.sluice.control;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.sluice.control.tenants.Tenant;
import jakarta.persistence.Entity;
import java.net.URLConnection;
import java.util.List;
import java.util.TreeSet;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows and habits of the control plane: which package may use which, and what none may do. */
class ArchitectureTest {
    private static final String ROOT = "dev.sluice.control.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice.control");

    @Test
    void thePlatformKnowsNoFeature() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "platform..")
                .should()
                .dependOnClassesThat(describe(
                        "belong to a feature",
                        type -> type.getPackageName().startsWith(ROOT)
                                && !type.getPackageName().startsWith(ROOT + "platform")))
                .check(CLASSES);
    }

    @Test
    void featuresFollowTheArrows() {
        never("tenants", "apis", "stages", "deployments", "domains");
        never("apis", "stages", "deployments", "outbox", "domains");
        never(
                "stages",
                "deployments",
                "domains",
                "documentation",
                "clientcertificates",
                "vpclinks",
                "accounts",
                "tags");
        never("outbox", "tenants", "apis", "stages", "deployments", "domains");
        never("deployments", "domains");
        never("domains", "deployments");
        never("usageplans", "deployments", "domains");
        never("apikeys", "usageplans", "deployments", "domains");
        never("targets", "apis", "stages", "deployments", "domains");
        never("metering", "apis", "stages", "deployments", "domains", "usageplans", "apikeys");
        List.of("tenants", "apis", "stages", "deployments", "outbox", "domains")
                .forEach(feature -> never(feature, "targets", "metering"));
        List.of("tenants", "apis", "stages", "deployments", "outbox", "domains")
                .forEach(feature -> never(feature, "apikeys", "usageplans"));
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
        slices().matching(ROOT + "platform.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingUsesTheRestOfAFeature() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..rest..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sluice.control..rest..")
                .check(CLASSES);
    }

    @Test
    void theControlPlaneIsBlockingCodeOnVirtualThreads() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.smallrye.mutiny..")
                .check(CLASSES);
    }

    /**
     * security-requirements 33: what a tenant names is fetched by the nodes' guarded client alone. Two packages may call,
     * whose addresses come from sealed heartbeats and the operator (ADR 18, ADR 36).
     */
    @Test
    void nothingHereFetchesAddresses() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "nodes.calls..", ROOT + "issuer.calls..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "org.apache.http..", "io.vertx.ext.web.client..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(URLConnection.class)
                .check(CLASSES);
    }

    @Test
    void everyEntityOfATenantIsTenantScoped() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .and()
                .doNotBelongToAnyOf(Tenant.class)
                .should(haveATenantId())
                .check(CLASSES);
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

    private static void never(String feature, String... others) {
        for (String other : others) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + feature + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + other + "..")
                    .check(CLASSES);
        }
    }

    private static ArchCondition<JavaClass> haveATenantId() {
        return new ArchCondition<>("have a field with @TenantId") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean scoped = type.getAllFields().stream().anyMatch(field -> field.isAnnotatedWith(TenantId.class));
                events.add(new SimpleConditionEvent(type, scoped, type.getName() + " has a field with @TenantId"));
            }
        };
    }
}
