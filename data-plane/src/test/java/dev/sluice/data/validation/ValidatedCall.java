package dev.sluice.data.validation;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Pipeline;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.pipeline.WholeBody;
import io.netty.channel.DefaultEventLoop;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A call of {@code POST /pets/{id}} with {@code id} 7 that runs through one step, on a loop of its own. */
final class ValidatedCall {
    private final Headers headers = new Headers();
    private String query = "";
    private Body body = Body.EMPTY;

    static ValidatedCall call() {
        return new ValidatedCall();
    }

    ValidatedCall header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    ValidatedCall query(String newQuery) {
        query = newQuery;
        return this;
    }

    ValidatedCall body(byte[] bytes) {
        body = new WholeBody(bytes);
        return this;
    }

    ValidatedCall body(Body newBody) {
        body = newBody;
        return this;
    }

    /** How the call ends: with a failure, or with what the steps behind see of it. */
    record End(@Nullable Failure failure, @Nullable String collected, String thread) {}

    End through(Step step) {
        DefaultEventLoop loop = new DefaultEventLoop();
        try {
            CompletableFuture<End> end = new CompletableFuture<>();
            loop.execute(() -> start(loop, step, end));
            return end.get(30, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        } finally {
            var _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        }
    }

    private void start(DefaultEventLoop loop, Step step, CompletableFuture<End> end) {
        Request request = new Request(
                "POST",
                false,
                "h",
                "/prod/pets/7",
                "/pets/7",
                "/pets/7",
                query,
                headers,
                body,
                "192.0.2.1",
                "192.0.2.1",
                8000,
                "POST",
                "/prod/pets/7",
                null,
                null);
        Exchange exchange =
                new Exchange(loop, done -> end.complete(end(done)), request, new Exchange.Ids("r", "x", 0), 0);
        Pipeline pipeline = new Pipeline(List.of(step, _ -> Outcome.REPLY), (_, _) -> {});
        exchange.route(
                new StageFacts("123456789012", "abc1234567", "prod", "dep123", Map.of()),
                new MethodFacts("r1", "/pets/{id}", "POST", null, List.of("id")),
                new String[] {"7"},
                pipeline);
    }

    private static End end(Exchange exchange) {
        byte[] bytes = exchange.requestBytes();
        return new End(
                exchange.failure(),
                bytes == null ? null : new String(bytes, StandardCharsets.UTF_8),
                Thread.currentThread().getName());
    }
}
