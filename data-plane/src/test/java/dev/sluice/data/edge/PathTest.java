package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.netty.FieldSyntax;
import dev.sluice.data.pipeline.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Host forms, stage and path of rest-api-runtime 2, and the one canonical path of security-requirements 22. */
class PathTest {
    private static EdgeFixture edge;

    @BeforeAll
    static void start() throws IOException {
        edge = new EdgeFixture()
                .route("ANY", "/", TestSteps::show)
                .route("ANY", "/admin", TestSteps.failing(new Failure.Configuration("protected")))
                .route("ANY", "/admin/{proxy+}", TestSteps.failing(new Failure.Configuration("protected")))
                .route("ANY", "/{proxy+}", TestSteps::show)
                .route("GET", "/one/{p}", TestSteps::show)
                .route("GET", "/x", TestSteps::show)
                .deployed();
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    private static RawClient.RawReply call(String host, String verb, String target) throws IOException {
        return edge.call(verb + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 2.4: what is matched, what events see, what a parameter holds [R]")
    @CsvSource(delimiter = '|', textBlock = """
            /prod/proxy-value                | /{proxy+} | /proxy-value                | /proxy-value              | {proxy+}=proxy-value
            /prod/proxy-value/               | /{proxy+} | /proxy-value/               | /proxy-value              | {proxy+}=proxy-value
            /prod/proxy-value//double-slash  | /{proxy+} | /proxy-value//double-slash  | /proxy-value/double-slash | {proxy+}=proxy-value//double-slash
            //prod/x                         | /x        | /x                          | /x                        | host
            /prod//x                         | /x        | /x                          | /x                        | host
            /prod/one/a%2Bb@c                | /one/{p}  | /one/a%2Bb@c                | /one/a%2Bb@c              | {p}=a%2Bb@c
            /prod/one/a+b                    | /one/{p}  | /one/a+b                    | /one/a+b                  | {p}=a+b
            /prod/one/a%2fb                  | /one/{p}  | /one/a%2fb                  | /one/a%2Fb                | {p}=a%2fb
            /prod/%6fne/%61                  | /one/{p}  | /%6fne/%61                  | /one/a                    | {p}=%61
            /%70rod/x                        | /x        | /x                          | /x                        | host
            /prod                            | /         | /                           | /                         | host
            /prod/                           | /         | /                           | /                         | host
            /prod//                          | /         | /                           | /                         | host
            /prod?a=b                        | /         | /                           | /                         | query=a=b
            /prod/x?                         | /x        | /x                          | /x                        | query=
            /prod/x?a=/../b%2e               | /x        | /x                          | /x                        | query=a=/../b%2e
            /prod/...                        | /{proxy+} | /...                        | /...                      | {proxy+}=...
            /prod/.well-known/a..b/c.        | /{proxy+} | /.well-known/a..b/c.        | /.well-known/a..b/c.      | host
            /prod/a%252e%252e                | /{proxy+} | /a%252e%252e                | /a%252e%252e              | host
            /prod/X                          | /{proxy+} | /X                          | /X                        | {proxy+}=X
            http://abcdefghij.execute-api.localhost/prod/x | /x | /x | /x | host
            """)
    void readsThePath(String target, String resource, String path, String canonical, String also) throws IOException {
        // when
        String seen = call(EdgeFixture.HOST, "GET", target).body();

        // then
        assertThat(seen)
                .contains("\nresource=" + resource + "\n")
                .contains("\npath=" + path + "\n")
                .contains("\ncanonical=" + canonical + "\n")
                .contains(also.replace("{proxy+}", "{proxy}"));
    }

    @ParameterizedTest
    @CsvSource({
        "abcdefghij.execute-api.localhost, /prod/x",
        "abcdefghij.execute-api.localhost:8000, /prod/x",
        "abcdefghij.execute-api.us-east-1.localhost, /prod/x",
        "ABCDEFGHIJ.EXECUTE-API.US-EAST-1.LOCALHOST., /prod/x",
        "localhost, /_aws/execute-api/abcdefghij/prod/x",
        "127.0.0.1:8000, /_aws/execute-api/ABCDEFGHIJ/prod/x",
        "[::1]:8000, //_aws//execute-api/abcdefghij//prod/x",
        "localhost, /_%61ws/execute-api/abcdefghij/prod/x"
    })
    void findsTheApi(String host, String target) throws IOException {
        assertThat(call(host, "GET", target).body()).contains("path=/x\ncanonical=/x\n");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, /prod/x",
        "other.localhost, /prod/x",
        "execute-api.localhost, /prod/x",
        ".execute-api.localhost, /prod/x",
        "a.abcdefghij.execute-api.localhost, /prod/x",
        "abcdefghij.execute-api.eu-west-1.localhost, /prod/x",
        "abcdefghij.execute-api.localhost.example, /prod/x",
        "abcdefghij.execute-api, /prod/x",
        "zzzzzzzzzz.execute-api.localhost, /prod/x",
        "abcdefghij.execute-api.localhost, /",
        "abcdefghij.execute-api.localhost, /test/x",
        "abcdefghij.execute-api.localhost, /Prod/x",
        "abcdefghij.execute-api.localhost, /_aws/execute-api/abcdefghij/prod/x",
        "localhost, /_aws/execute-api/",
        "localhost, /_aws/execute-api/abcdefghij",
        "localhost, /_aws/execute-api/abcdefghij/test/x",
        "localhost, /_aws/execute-api//prod/x",
        "localhost, /_AWS/execute-api/abcdefghij/prod/x"
    })
    @DisplayName("rest-api-runtime 2.3, 18.1: anything else is 403 and keeps the connection")
    void forbidsWhatIsNoApi(String host, String target) throws IOException {
        // when
        var reply = call(host, "GET", target);

        // then
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(reply.field("x-amzn-ErrorType")).isEqualTo("ForbiddenException");
        assertThat(reply.field("Connection")).isEqualTo("keep-alive");
    }

    @Test
    void thePathFormIsOffUnlessSet() throws IOException {
        try (EdgeFixture without = new EdgeFixture(
                        WatchedLoops.start(1), EdgeLimits.defaults(), SourceLimits.Settings.defaults(), false)
                .route("GET", "/x", TestSteps::show)
                .deployed()) {
            String target = "GET /_aws/execute-api/abcdefghij/prod/x HTTP/1.1\r\nHost: localhost\r\n\r\n";
            assertThat(without.call(target).status()).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("decisions 13: /ping and /sping, exactly, on every host")
    void answersHealthChecks() throws IOException {
        for (String host : new String[] {EdgeFixture.HOST, "localhost", "10.0.0.7:8000"}) {
            for (String target : new String[] {"/ping", "/sping", "/ping?x=1"}) {
                var reply = call(host, "GET", target);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.body()).isEqualTo("healthy");
            }
            for (String target : new String[] {"/ping/x", "/ping/", "/pinG", "//ping", "/p%69ng"}) {
                assertThat(call(host, "GET", target).status()).isEqualTo(403);
            }
            assertThat(call(host, "POST", "/ping").status()).isEqualTo(403);
        }
    }

    @Test
    void healthChecksKeepTheConnection() throws IOException {
        try (RawClient client = edge.client()) {
            for (int count = 0; count < 3; count++) {
                client.send("GET /ping HTTP/1.1\r\nHost: a\r\n\r\nHEAD /ping HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(client.reply().body()).isEqualTo("healthy");
                assertThat(client.reply(true).field("Content-Length")).isEqualTo("7");
            }
        }
    }

    @Test
    @DisplayName(
            "security-requirements 22: no spelling reaches the open method with a protected path, or is read twice")
    void noSpellingGetsAroundTheProtectedPath() throws IOException {
        List<String> spellings = spellings();
        assertThat(spellings).hasSizeGreaterThan(150);
        try (RawClient client = edge.client()) {
            for (String spelling : spellings) {
                // when
                RawClient.RawReply reply = edge.call(EdgeFixture.head("GET", spelling) + "\r\n");

                // then
                String decoded = decodedFully(spelling);
                if (reply.status() == 200) {
                    assertThat(decoded).as(spelling).doesNotMatch("(?s)/+admin(/.*)?");
                } else {
                    assertThat(reply.status()).as(spelling).isIn(400, 500);
                }
            }
            assertThat(client.send(EdgeFixture.get("/x")).reply().status()).isEqualTo(200);
        }
    }

    /** What the most lenient server would make of a path: everything decoded, slashes merged, dots resolved. */
    private static String decodedFully(String path) {
        StringBuilder decoded = new StringBuilder();
        for (int at = 0; at < path.length(); at++) {
            if (path.charAt(at) == '%'
                    && at + 2 < path.length()
                    && FieldSyntax.hex(path.charAt(at + 1)) >= 0
                    && FieldSyntax.hex(path.charAt(at + 2)) >= 0) {
                decoded.append((char) Integer.parseInt(path.substring(at + 1, at + 3), 16));
                at += 2;
            } else {
                decoded.append(path.charAt(at));
            }
        }
        List<String> segments = new ArrayList<>();
        for (String segment : decoded.toString().replace('\\', '/').split("/", -1)) {
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static List<String> spellings() {
        List<String> words = List.of("admin", "%61dmin", "adm%69n", "%61%64%6d%69%6e", "%61%64%6D%69%6E", "a%64min");
        List<String> frames = List.of(
                "/%s",
                "//%s",
                "///%s//",
                "/%s/",
                "/%s/x",
                "/%s//x",
                "/./%s",
                "/%%2e/%s",
                "/%%2E/%s",
                "/x/../%s",
                "/x/%%2e%%2e/%s",
                "/x/.%%2e/%s",
                "/x/%%2E./%s",
                "/x/..;/%s",
                "/x/..;a=b/%s",
                "/x/..%%3b/%s",
                "/.;/%s",
                "/x%%2f..%%2f%s",
                "/x/..%%2f%s",
                "/..%%2F%s",
                "/%%2e%%2e%%2f%s",
                "/x/..%%5c%s",
                "/x\\..\\%s",
                "/%%5c%s",
                "/%s/..",
                "/%s/.",
                "/%s%%00",
                "/%s#",
                "/%s%%",
                "/%s%%2",
                "/%s\t",
                "/\u00e9/../%s");
        List<String> spellings = new ArrayList<>();
        for (String frame : frames) {
            for (String word : words) {
                spellings.add(frame.replace("%%", "\u0001").replace("%s", word).replace('\u0001', '%'));
            }
        }
        return spellings;
    }
}
