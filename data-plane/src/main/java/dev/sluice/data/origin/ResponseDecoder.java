package dev.sluice.data.origin;

import dev.sluice.data.netty.FieldHeaders;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Netty's decoder with its strict settings, told what was asked and able to say what it would have smoothed over. */
final class ResponseDecoder extends HttpResponseDecoder {
    private static final int MAX_LINE_BYTES = 4 * 1024;
    private static final int MAX_CHUNK_BYTES = 64 * 1024;

    private boolean answersHead;
    private boolean ambiguous;

    ResponseDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(ResponseGuard.MAX_HEAD_BYTES)
                .setMaxChunkSize(MAX_CHUNK_BYTES)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true)
                .setHeadersFactory(FieldHeaders.FACTORY)
                .setTrailersFactory(FieldHeaders.TRAILERS));
    }

    /** A request goes out; an answer to HEAD has no body whatever its fields say. */
    void expect(boolean head) {
        answersHead = head;
        ambiguous = false;
    }

    /** Whether the answer had both a length and chunks. */
    boolean wasAmbiguous() {
        return ambiguous;
    }

    /** Whether bytes came after the end of the answer. */
    boolean hasSurplus() {
        return actualReadableBytes() > 0;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return answersHead || super.isContentAlwaysEmpty(message);
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        ambiguous = true;
    }
}
