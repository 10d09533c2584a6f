package dev.sluice.quickstart.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Shows each management call and its answer, one short line each. */
final class Narrator implements ExecutionInterceptor {
    private static final int WIDTH = 110;

    /** Prints a heading. */
    void say(String text) {
        System.out.println();
        System.out.println(text);
    }

    /** Prints one call and its answer. */
    void show(String call, String answer) {
        System.out.println("  " + shortened(call));
        answer(answer);
    }

    /** Prints an answer, or one more part of it. */
    void answer(String text) {
        System.out.println("    -> " + shortened(text));
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        var request = context.httpRequest();
        var body = context.requestBody()
                .map(content -> read(content.contentStreamProvider().newStream()))
                .map(bytes -> " " + new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
        var answer = context.responseBody().map(Narrator::read).orElseGet(() -> new byte[0]);
        show(
                request.method() + " " + request.encodedPath() + body,
                context.httpResponse().statusCode() + " " + new String(answer, StandardCharsets.UTF_8));
        return Optional.of(new ByteArrayInputStream(answer));
    }

    private static String shortened(String text) {
        var line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= WIDTH ? line : line.substring(0, WIDTH) + " ...";
    }

    private static byte[] read(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
