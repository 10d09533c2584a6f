package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.edge.Http2Client.Reply;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Outcome;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ADR 36: the console's cookies over HTTP/2")
class Http2CookiesTest {
    @Test
    void noApiSeesOneInACrumbAndNoneSetsOne() throws IOException {
        try (var edge = EdgeFixture.secure()
                        .route("GET", "/show", TestSteps::show)
                        .route("GET", "/cookies", exchange -> {
                            exchange.reply()
                                    .headers(new Headers()
                                            .add("Set-Cookie", "__Host-sluice-session=planted; Path=/; Secure")
                                            .add("Set-Cookie", "own=1"));
                            return Outcome.PROCEED;
                        })
                        .deployed();
                Http2Client client = Http2Client.open(edge.securePort())) {
            // when
            String session = "__Host-sluice-session=secret";
            Reply shown = client.request(1, "GET", "/show", true, "cookie", "a=1", "cookie", session, "cookie", "b=2")
                    .reply(1);
            Reply setting = client.request(3, "GET", "/cookies", true).reply(3);

            // then
            assertThat(shown.text()).contains("\ncookie: a=1; b=2\n").doesNotContain("secret");
            assertThat(setting.headers().getAll("set-cookie"))
                    .map(CharSequence::toString)
                    .containsExactly("own=1");
        }
    }
}
