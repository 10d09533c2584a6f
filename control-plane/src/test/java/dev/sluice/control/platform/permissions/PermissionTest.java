package dev.sluice.control.platform.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.platform.permissions.Operations.Operation;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** security-requirements 1: an operation without a permission fails the build. */
class PermissionTest {
    @TestFactory
    Stream<DynamicTest> everyOperationNamesItsPermission() {
        return Operations.all().stream()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> check(operation)));
    }

    private static void check(Operation operation) {
        assertThat(operation.permission()).isPresent();
        String action = operation.permission().orElseThrow().value();
        assertThat(action).matches("(apigateway|sluice|sts):[A-Za-z]+");
        if (action.startsWith("apigateway:")) {
            assertThat(action).isEqualTo("apigateway:" + operation.verb());
        }
        // An interceptor reaches neither.
        assertThat(Modifier.isPrivate(operation.method().getModifiers())).isFalse();
        assertThat(Modifier.isStatic(operation.method().getModifiers())).isFalse();
    }
}
