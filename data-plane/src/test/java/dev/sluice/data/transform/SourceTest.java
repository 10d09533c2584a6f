package dev.sluice.data.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Request;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("rest-api-runtime 7.1: mapped header names and their case")
class SourceTest {
    private final EventLoop loop = new DefaultEventLoop();

    @AfterEach
    void stop() {
        var _ = loop.shutdownGracefully();
    }

    private Exchange exchange(Headers headers) {
        Request request = new Request(
                "GET",
                true,
                "h",
                "/",
                "/",
                "/",
                "",
                headers,
                Body.EMPTY,
                "192.0.2.1",
                "192.0.2.1",
                8443,
                "GET",
                "/",
                null,
                null);
        return new Exchange(loop, _ -> {}, request, new Exchange.Ids("id", "extended", 0), 0);
    }

    private static Headers sent() {
        return new Headers()
                .add("x-token", "a")
                .add("x-token", "b")
                .add("X-Exact", "c")
                .add("x-exact", "d");
    }

    @Test
    void aNameMatchesInItsCaseAlone() {
        // given
        Exchange exchange = exchange(sent());

        // then
        assertThat(new Source.Header("X-Token").value(exchange)).isNull();
        assertThat(new Source.MultiHeader("X-Token").value(exchange)).isNull();
        assertThat(new Source.Header("x-token").value(exchange)).isEqualTo("b");
    }

    @Test
    @DisplayName("decisions 19: over HTTP/2, which has no case, any matches when none does exactly")
    void anyCaseMatchesWhereItWasLost() {
        // given
        Headers headers = sent();
        headers.caseless(true);
        Exchange exchange = exchange(headers);

        // then
        assertThat(new Source.Header("X-Token").value(exchange)).isEqualTo("b");
        assertThat(new Source.MultiHeader("X-Token").value(exchange)).isEqualTo("a,b");
        assertThat(new Source.Header("X-Exact").value(exchange)).isEqualTo("c");
        assertThat(new Source.MultiHeader("X-Exact").value(exchange)).isEqualTo("c");
        assertThat(new Source.Header("X-None").value(exchange)).isNull();
        assertThat(new Source.MultiHeader("X-None").value(exchange)).isNull();
    }
}
