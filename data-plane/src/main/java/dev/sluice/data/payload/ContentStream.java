package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Converts bodies that nothing needs whole (rest-api-runtime 12, decisions 42). Up to {@value #HELD_BYTES} bytes wait for
 * their end where the length of the result or a refusal depends on them; what is longer streams:
 *
 * <ul>
 *   <li>Text whose length is told stays of that length while its beginning is sound. A fault behind it becomes a question
 *       mark per byte, since the length is promised by then. With a fault in the beginning the length is taken back.
 *   <li>A fault in base64 behind the beginning breaks the transfer off.
 * </ul>
 */
public final class ContentStream {
    /** The longest body that is held whole, in bytes. */
    static final int HELD_BYTES = 64 * 1024;

    /** Text has no fault that a coder could find. */
    private static final Failure NEVER = new Failure.Configuration("the body is not text");

    private ContentStream() {}

    /**
     * Starts a conversion; runs as the last thing of a step.
     *
     * @param then gets the converted body, before the exchange goes on; not called when the step refuses
     * @return what the step is to return
     */
    public static Outcome begin(Exchange exchange, Conversion conversion, Body body, Consumer<Body> then) {
        if (conversion.streams() || body.declaredBytes() == 0) {
            then.accept(body);
            return Outcome.PROCEED;
        }
        EventExecutor loop = exchange.loop();
        if (conversion == Conversion.DECODE) {
            return Opening.of(exchange, body, HELD_BYTES, opened -> decoded(opened, exchange, then));
        }
        if (conversion == Conversion.TEXT && body.declaredBytes() != Body.UNKNOWN) {
            return Opening.of(exchange, body, HELD_BYTES, opened -> {
                then.accept(text(opened, exchange));
                return Outcome.PROCEED;
            });
        }
        then.accept(unopened(conversion, body, loop));
        return Outcome.PROCEED;
    }

    /** A conversion that needs nothing held, for bodies that are to leave as they come; its length is mostly unknown. */
    public static Body unopened(Conversion conversion, Body body, EventExecutor loop) {
        return switch (conversion) {
            case IDENTITY -> body;
            case TEXT -> new CodedBody(body, TextCoder.exact(), Body.UNKNOWN, NEVER, loop);
            case ENCODE ->
                new CodedBody(
                        body, new Base64Encoding(), Base64Encoding.encodedBytes(body.declaredBytes()), NEVER, loop);
            case DECODE -> decoding(body, loop);
        };
    }

    private static Body decoding(Body body, EventExecutor loop) {
        return new CodedBody(body, new Base64Decoding(), Body.UNKNOWN, Unconvertible.NOT_BASE64.failure(), loop);
    }

    private static Outcome decoded(OpenedBody opened, Exchange exchange, Consumer<Body> then) {
        if (!opened.isWhole()) {
            then.accept(decoding(opened, exchange.loop()));
            return Outcome.PROCEED;
        }
        ByteBuf plain = WholeCoding.of(opened.takeWhole(), new Base64Decoding());
        if (plain == null) {
            return new Outcome.Refuse(Unconvertible.NOT_BASE64.failure());
        }
        then.accept(new BufferBody(plain, exchange.held()));
        return Outcome.PROCEED;
    }

    private static Body text(OpenedBody opened, Exchange exchange) {
        ByteBuffer bytes = Utf8.view(opened.beginning());
        int unsound = Utf8.firstUnsound(bytes, bytes.position(), bytes.limit());
        boolean sound = unsound == bytes.limit();
        if (opened.isWhole()) {
            ByteBuf text = sound ? null : WholeCoding.of(opened.takeWhole(), TextCoder.exact());
            return text == null ? opened : new BufferBody(text, exchange.held());
        }
        boolean soundSoFar = sound || Utf8.sequence(bytes, unsound, bytes.limit()) == Utf8.INCOMPLETE;
        return soundSoFar
                ? new CodedBody(opened, TextCoder.sameLength(), opened.declaredBytes(), NEVER, exchange.loop())
                : new CodedBody(opened, TextCoder.exact(), Body.UNKNOWN, NEVER, exchange.loop());
    }
}
