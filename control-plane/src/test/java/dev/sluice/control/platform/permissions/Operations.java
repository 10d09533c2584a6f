package dev.sluice.control.platform.permissions;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every JAX-RS operation of the control plane. */
final class Operations {
    private Operations() {}

    static List<Operation> all() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.sluice.control")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(type -> of(type.reflect()))
                        .toList();
    }

    private static Stream<Operation> of(Class<?> type) {
        String base = type.getAnnotation(Path.class).value();
        return Arrays.stream(type.getDeclaredMethods())
                .flatMap(method -> verb(method).stream().map(verb -> new Operation(method, verb, path(base, method))));
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .flatMap(Stream::ofNullable)
                .map(HttpMethod::value)
                .findFirst();
    }

    private static String path(String base, Method method) {
        var path = method.getAnnotation(Path.class);
        String tail = path == null ? "" : "/" + path.value();
        return ("/" + base + tail)
                .replaceAll("/{2,}", "/")
                .replaceAll("(?<=.)/$", "")
                .replaceAll("\\{[^}]*}", "some1")
                // how a caller reaches what only its query tells from another operation
                .replaceFirst("/!\\w+$", "?mode=import");
    }

    /** One method that answers calls. */
    record Operation(Method method, String verb, String path) {
        Optional<Permission> permission() {
            return Optional.ofNullable(method.getAnnotation(Permission.class));
        }

        @Override
        public String toString() {
            return verb + " " + path + " (" + method.getName() + ")";
        }
    }
}
