package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/settings.md} lists every setting that the services read, with its default, and no other. */
final class SettingsTest {
    private static final String CONFIG_MAPPING = "io.smallrye.config.ConfigMapping";
    private static final String CONFIG_PROPERTY = "org.eclipse.microprofile.config.inject.ConfigProperty";
    private static final String NO_DEFAULT = "–";
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(sluice\\.[a-z0-9.-]+)(?::([^}]*))?}");
    private static final Pattern ROW = Pattern.compile("\\| `(sluice\\.[^`]+)` \\| (?:`([^`]*)`|–) \\| ([^|]+) \\|.*");
    private static final Pattern LAUNCHER_KEY = Pattern.compile("\"(sluice\\.[a-z.]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"control-plane", "data-plane", "authorizer-service"})
    void theSettingsOfAServiceAreTheDocumentedOnes(String module) throws IOException {
        // when
        Map<String, String> read = settingsOf(module);

        // then
        assertThat(documented(module)).isEqualTo(read);
    }

    @Test
    void theSettingsOfTheLauncherAreTheDocumentedOnes() throws IOException {
        // given
        List<String> read;
        try (var files =
                Files.walk(Checkout.home().resolve("quickstart/src/main/java/dev/sluice/quickstart/settings"))) {
            read = files.filter(Files::isRegularFile)
                    .flatMap(file -> LAUNCHER_KEY.matcher(text(file)).results())
                    .map(match -> match.group(1))
                    .distinct()
                    .toList();
        }

        // then
        assertThat(documented("launcher").keySet()).containsExactlyInAnyOrderElementsOf(read);
    }

    private static Map<String, String> settingsOf(String module) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        Path properties = Checkout.home().resolve(module).resolve("src/main/resources/application.properties");
        EXPRESSION
                .matcher(text(properties))
                .results()
                .forEach(match -> settings.put(match.group(1), match.group(2) == null ? NO_DEFAULT : match.group(2)));
        for (JavaClass type : classesOf(module)) {
            type.tryGetAnnotationOfType(CONFIG_MAPPING)
                    .ifPresent(mapping -> collect(type, mapping.get("prefix").orElse("") + ".", settings));
            type.getCodeUnits().stream()
                    .flatMap(unit -> unit.getParameters().stream())
                    .flatMap(parameter -> parameter.tryGetAnnotationOfType(CONFIG_PROPERTY).stream())
                    .filter(property -> text(property, "name").startsWith("sluice."))
                    .forEach(property -> settings.put(text(property, "name"), defaultOf(property)));
        }
        return settings;
    }

    /** With those of the module that services share, where this one is such a service. */
    private static JavaClasses classesOf(String module) {
        Path home = Checkout.home();
        String shared = "service-runtime";
        boolean depends =
                text(home.resolve(module).resolve("pom.xml")).contains("<artifactId>" + shared + "</artifactId>");
        return new ClassFileImporter()
                .importPaths(Stream.of(module, shared)
                        .filter(name -> depends || name.equals(module))
                        .map(name -> home.resolve(name).resolve("target/classes"))
                        .toList());
    }

    private static void collect(JavaClass mapping, String prefix, Map<String, String> settings) {
        for (JavaMethod method : mapping.getAllMethods()) {
            boolean isSetting = method.getRawParameterTypes().isEmpty()
                    && method.getModifiers().contains(JavaModifier.ABSTRACT);
            if (isSetting) {
                Optional<JavaClass> named = namedByOperators(method);
                String key = prefix + name(method) + (named.isPresent() ? ".{name}" : "");
                JavaClass type = named.orElse(method.getRawReturnType());
                if (type.isInterface() && type.getPackageName().startsWith("dev.sluice")) {
                    collect(type, key + ".", settings);
                } else {
                    // An overriding method may add the default.
                    settings.merge(key, defaultOf(method), (one, other) -> one.equals(NO_DEFAULT) ? other : one);
                }
            }
        }
    }

    /** What each entry of a map of settings is, whose names operators choose. */
    private static Optional<JavaClass> namedByOperators(JavaMethod method) {
        return method.getReturnType() instanceof JavaParameterizedType type
                        && type.toErasure().isEquivalentTo(Map.class)
                ? Optional.of(type.getActualTypeArguments().getLast().toErasure())
                : Optional.empty();
    }

    private static String name(JavaMethod method) {
        return method.tryGetAnnotationOfType("io.smallrye.config.WithName")
                .flatMap(name -> name.get("value"))
                .map(String::valueOf)
                .orElseGet(() -> method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
    }

    private static String defaultOf(JavaAnnotation<?> property) {
        String value = text(property, "defaultValue");
        return value.isEmpty() || value.startsWith("org.eclipse.microprofile.config") ? NO_DEFAULT : value;
    }

    private static String text(JavaAnnotation<?> annotation, String member) {
        return annotation.get(member).map(String::valueOf).orElse("");
    }

    private static String defaultOf(JavaMethod method) {
        return method.tryGetAnnotationOfType("io.smallrye.config.WithDefault")
                .flatMap(value -> value.get("value"))
                .map(String::valueOf)
                .orElse(NO_DEFAULT);
    }

    private static Map<String, String> documented(String reader) {
        Map<String, String> rows = new TreeMap<>();
        text(Checkout.home().resolve("docs/settings.md")).lines().forEach(line -> {
            var row = ROW.matcher(line);
            if (row.matches() && List.of(row.group(3).strip().split(", ", -1)).contains(reader)) {
                rows.put(row.group(1), row.group(2) == null ? NO_DEFAULT : row.group(2));
            }
        });
        return rows;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}
