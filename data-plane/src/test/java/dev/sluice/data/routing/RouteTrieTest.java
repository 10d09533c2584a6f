package dev.sluice.data.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTrieTest {
    private static final RouteTrie<String> PRECEDENCE = trie(
            "GET /",
            "GET /pets",
            "POST /pets",
            "GET /pets/{id}",
            "GET /pets/mine",
            "GET /pets/{id}/toys",
            "DELETE /pets/mine/toys/{toy}",
            "ANY /{proxy+}",
            "GET /part1",
            "GET /part1/exact",
            "POST /test",
            "ANY /any",
            "GET /any",
            "GET /files/{path+}",
            "PUT /files/{name}",
            "GET /deep/{a}/{b}/{c}/{d}/{e}");

    @ParameterizedTest
    @DisplayName("rest-api-runtime 2.5: static before {param} before {param+}, aware of the verb")
    @CsvSource(nullValues = "none", textBlock = """
            GET     | /                       | GET /                         | ''
            POST    | /                       | none                          | ''
            GET     | /pets                   | GET /pets                     | ''
            DELETE  | /pets                   | ANY /{proxy+}                 | pets
            GET     | /pets/mine              | GET /pets/mine                | ''
            GET     | /pets/7                 | GET /pets/{id}                | 7
            PUT     | /pets/7                 | ANY /{proxy+}                 | pets/7
            GET     | /pets/mine/toys         | GET /pets/{id}/toys           | mine
            DELETE  | /pets/mine/toys/ball    | DELETE /pets/mine/toys/{toy}  | ball
            DELETE  | /pets/yours/toys/ball   | ANY /{proxy+}                 | pets/yours/toys/ball
            GET     | /part1/exact            | GET /part1/exact              | ''
            GET     | /part1/random           | ANY /{proxy+}                 | part1/random
            OPTIONS | /test                   | ANY /{proxy+}                 | test
            POST    | /test                   | POST /test                    | ''
            GET     | /any                    | GET /any                      | ''
            HEAD    | /any                    | ANY /any                      | ''
            GET     | /Pets                   | ANY /{proxy+}                 | Pets
            PUT     | /files/a                | PUT /files/{name}             | a
            GET     | /files/a                | GET /files/{path+}            | a
            GET     | /files/a/b              | GET /files/{path+}            | a/b
            GET     | /files                  | ANY /{proxy+}                 | files
            GET     | /deep/1/2/3/4/5         | GET /deep/{a}/{b}/{c}/{d}/{e} | 1;2;3;4;5
            FOO     | /any                    | none                          | ''
            get     | /any                    | none                          | ''
            """, delimiter = '|')
    void takesTheBestCandidateThatHasTheVerb(String verb, String path, @Nullable String route, String values) {
        // when
        var match = PRECEDENCE.match(verb, path, path);

        // then
        assertThat(match == null ? null : match.method()).isEqualTo(route);
        assertThat(match == null ? "" : String.join(";", match.pathValues())).isEqualTo(values);
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 2.4: values are cut out of the path as received")
    @CsvSource(textBlock = """
            /{proxy+}       | /proxy-value                | /proxy-value                | proxy-value
            /{proxy+}       | /proxy-value                | /proxy-value/               | proxy-value
            /{proxy+}       | /proxy-value/double-slash   | /proxy-value//double-slash  | proxy-value//double-slash
            /{proxy+}       | /x                          | //x                         | x
            /{p}            | /a%2Bb@c                    | /a%2Bb@c                    | a%2Bb@c
            /{p}            | /a+b                        | /a+b                        | a+b
            /{p}            | /abc                        | /%61bc                      | %61bc
            /a/{p}/b/{q+}   | /a/1/b/2/3                  | //a//%31/b///2//3//         | %31;2//3
            /{p}            | /a%2Fb                      | /a%2fb                      | a%2fb
            """, delimiter = '|')
    void keepsTheSpellingOfPathValues(String template, String canonical, String raw, String values) {
        // given
        RouteTrie<String> trie = trie("GET " + template);

        // when
        var match = trie.match("GET", canonical, raw);

        // then
        assertThat(match).isNotNull();
        assertThat(match == null ? "" : String.join(";", match.pathValues())).isEqualTo(values);
    }

    @Test
    void greedyNeedsOneSegment() {
        // given
        RouteTrie<String> trie = trie("GET /{proxy+}", "GET /files/{path+}");

        // then
        assertThat(trie.match("GET", "/", "/")).isNull();
        assertThat(trie.match("GET", "/", "//")).isNull();
        assertThat(trie.match("GET", "/files", "/files/")).extracting("method").isEqualTo("GET /{proxy+}");
    }

    @Test
    void anyDoesNotTurnHeadIntoGet() {
        // given
        RouteTrie<String> trie = trie("GET /only");

        // then
        assertThat(trie.match("HEAD", "/only", "/only")).isNull();
    }

    @Test
    void agreesWithAListOfAllCandidates() {
        // given
        var random = new Random(20261121);
        for (int round = 0; round < 300; round++) {
            List<String> routes = randomRoutes(random);
            RouteTrie<String> trie = trie(routes.toArray(String[]::new));
            for (int call = 0; call < 30; call++) {
                String path = randomPath(random);
                String verb = List.of("GET", "POST", "PUT").get(random.nextInt(3));

                // when
                var match = trie.match(verb, path, path);

                // then
                assertThat(match == null ? null : match.method())
                        .as("%s %s among %s", verb, path, routes)
                        .isEqualTo(PlainRouter.find(routes, verb, path));
            }
        }
    }

    @Test
    void refusesTheSameMethodTwice() {
        var builder = RouteTrie.<String>builder().add("/a/{x}", "GET", "one");
        assertThatThrownBy(() -> builder.add("/a/{y}", "GET", "two")).hasMessage("two methods for GET /a/{y}");
    }

    @Test
    void refusesMalformedTemplates() {
        var builder = RouteTrie.<String>builder();
        for (String template : List.of("", "a", "/a/", "//", "/a//b", "/{p+}/b")) {
            assertThatThrownBy(() -> builder.add(template, "GET", "x")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> builder.add("/a", "TRACE", "x")).hasMessage("unknown verb TRACE on /a");
    }

    private static List<String> randomRoutes(Random random) {
        List<String> routes = new ArrayList<>();
        for (int count = 0; count < 12; count++) {
            StringBuilder path = new StringBuilder();
            int depth = random.nextInt(4);
            for (int level = 0; level < depth; level++) {
                path.append('/').append(List.of("a", "b", "c", "{v}").get(random.nextInt(4)));
            }
            if (random.nextInt(4) == 0) {
                path.append("/{rest+}");
            }
            String verb = List.of("GET", "POST", "ANY").get(random.nextInt(3));
            String route = verb + " " + (path.isEmpty() ? "/" : path);
            if (!routes.contains(route)) {
                routes.add(route);
            }
        }
        return routes;
    }

    private static String randomPath(Random random) {
        StringBuilder path = new StringBuilder();
        int depth = random.nextInt(5);
        for (int level = 0; level < depth; level++) {
            path.append('/').append(List.of("a", "b", "c", "d").get(random.nextInt(4)));
        }
        return path.isEmpty() ? "/" : path.toString();
    }

    private static RouteTrie<String> trie(String... routes) {
        RouteTrieBuilder<String> builder = RouteTrie.builder();
        for (String route : routes) {
            int space = route.indexOf(' ');
            builder.add(route.substring(space + 1), route.substring(0, space), route);
        }
        return builder.build();
    }

    /** The rules of rest-api-runtime 2.5 as a list of candidates in order: slow and plain, to compare with. */
    private static final class PlainRouter {
        static @Nullable String find(List<String> routes, String verb, String path) {
            List<String> candidates = routes.stream()
                    .map(route -> route.substring(route.indexOf(' ') + 1))
                    .distinct()
                    .filter(template -> fits(template, path))
                    .sorted((one, other) -> rank(one).compareTo(rank(other)))
                    .toList();
            for (String candidate : candidates) {
                for (String each : List.of(verb, "ANY")) {
                    if (routes.contains(each + " " + candidate)) {
                        return each + " " + candidate;
                    }
                }
            }
            return null;
        }

        private static boolean fits(String template, String path) {
            return path.matches(template.replaceAll("\\{\\w+\\+\\}", ".+").replaceAll("\\{\\w+\\}", "[^/]+"));
        }

        private static String rank(String template) {
            return template.replaceAll("[^/{}+]*\\{\\w+\\+\\}", "3")
                    .replaceAll("\\{\\w+\\}", "2")
                    .replaceAll("[a-z]+", "1");
        }
    }
}
