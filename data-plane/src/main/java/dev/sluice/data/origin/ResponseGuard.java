package dev.sluice.data.origin;

import dev.sluice.data.netty.ChunkLines;
import dev.sluice.data.netty.FieldSyntax;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands before Netty's decoder and lets only heads, chunks and trailers through that have one reading
 * (security-requirements 36 with 18 and 19): strict line ends, no folding, no space around a name, no controls, bounded.
 * It learns from the connection when a head is due, and from the head whether chunks are. Confined to one connection.
 */
final class ResponseGuard extends ChannelInboundHandlerAdapter {
    static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int MAX_FIELDS = 256;
    private static final int MAX_INTERIM_HEADS = 8;
    private static final String STATUS_LINE = "HTTP/1.x 000";

    private enum Place {
        STATUS,
        REASON,
        FIELD_START,
        NAME,
        VALUE,
        LINE_FEED,
        LAST_LINE_FEED,
        CHUNKS,
        BODY
    }

    private static final int WINDOW_BYTES = 2_048;
    private static final String CODING = "transfer-encoding";

    private final byte[] window;
    private final Consumer<String> refused;
    private final ChunkLines chunks = new ChunkLines(Long.MAX_VALUE);

    /** The name of a field, which may come in pieces, as far as it may be {@link #CODING}. */
    private final byte[] name = new byte[CODING.length()];

    private int nameBytes;
    private Place place = Place.BODY;
    private int headBytes;
    private int lineBytes;
    private int fields;
    private int interimHeads;
    private boolean interim;
    private boolean chunked;
    private boolean trailers;
    private @Nullable String problem;

    /**
     * Says what is wrong with a head to the given consumer, and passes nothing of it on from then.
     *
     * @param window scratch space that the guards of one loop may share; {@link #newWindow}
     */
    ResponseGuard(byte[] window, Consumer<String> refused) {
        this.window = window;
        this.refused = refused;
    }

    static byte[] newWindow() {
        return new byte[WINDOW_BYTES];
    }

    /** A request goes out: the next byte is the first of a head. */
    void expectHead() {
        interimHeads = 0;
        newHead();
    }

    private void newHead() {
        place = Place.STATUS;
        headBytes = 0;
        lineBytes = 0;
        fields = 0;
        interim = false;
        chunked = false;
        trailers = false;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (place != Place.BODY) {
            ByteBuf bytes = (ByteBuf) message;
            look(bytes);
            String found = problem;
            if (found != null) {
                problem = null;
                place = Place.BODY;
                ReferenceCountUtil.release(message);
                refused.accept(found);
                return;
            }
        }
        context.fireChannelRead(message);
    }

    /** Looks at what is at hand until the answer needs no look any more or is refused. */
    private void look(ByteBuf bytes) {
        int from = bytes.readerIndex();
        while (from < bytes.writerIndex() && problem == null && place != Place.BODY) {
            if (place == Place.CHUNKS) {
                from = lookAtChunks(bytes, from);
            } else {
                int length = Math.min(window.length, bytes.writerIndex() - from);
                bytes.getBytes(from, window, 0, length);
                from += look(length);
            }
        }
    }

    private int lookAtChunks(ByteBuf bytes, int from) {
        int end = chunks.follow(bytes, from, bytes.writerIndex());
        if (chunks.isMalformed() || chunks.isTooLarge()) {
            problem = "a chunk is malformed";
        } else if (chunks.isAtTrailers()) {
            place = Place.FIELD_START;
            trailers = true;
            headBytes = 0;
            fields = 0;
        }
        return end;
    }

    /** Looks at lines of fields; tells how many bytes belong to them. */
    private int look(int length) {
        int at = 0;
        while (at < length && problem == null && place != Place.BODY && place != Place.CHUNKS) {
            int before = at;
            at = step(at, length);
            headBytes += at - before;
            if (headBytes > MAX_HEAD_BYTES) {
                problem = "the head is too large";
            }
        }
        return at;
    }

    /** Takes one byte, or a run of them where many of a kind stand together; tells the place behind. */
    private int step(int at, int length) {
        return switch (place) {
            case NAME -> name(at, length);
            case REASON, VALUE -> text(at, length);
            default -> {
                mark(window[at]);
                yield at + 1;
            }
        };
    }

    private void mark(byte octet) {
        switch (place) {
            case STATUS -> status(octet);
            case FIELD_START -> fieldStart(octet);
            case LINE_FEED -> lineFeed(octet, Place.FIELD_START);
            case LAST_LINE_FEED -> lastLineFeed(octet);
            case NAME, REASON, VALUE, CHUNKS, BODY -> {}
        }
    }

    private void status(byte octet) {
        if (lineBytes == STATUS_LINE.length()) {
            place = Place.REASON;
            if (octet == '\r') {
                place = Place.LINE_FEED;
            } else if (octet != ' ') {
                problem = "the status line is malformed";
            }
            return;
        }
        char expected = STATUS_LINE.charAt(lineBytes);
        boolean fits = switch (expected) {
            case 'x' -> octet == '0' || octet == '1';
            case '0' -> octet >= '0' && octet <= '9';
            default -> octet == expected;
        };
        if (lineBytes == STATUS_LINE.length() - 3) {
            interim = octet == '1';
            fits = fits && octet != '0';
        }
        lineBytes++;
        if (!fits) {
            problem = "the status line is malformed";
        }
    }

    private int text(int from, int length) {
        for (int at = from; at < length; at++) {
            byte octet = window[at];
            if (octet == '\r') {
                place = Place.LINE_FEED;
                return at + 1;
            }
            if ((octet >= 0 && octet < ' ' && octet != '\t') || octet == 0x7F) {
                problem = "a control character stands in the head";
                return at + 1;
            }
        }
        return length;
    }

    private void fieldStart(byte octet) {
        if (octet == '\r') {
            place = Place.LAST_LINE_FEED;
        } else if (!FieldSyntax.isTokenCharacter(octet)) {
            problem = "a header line does not begin with a name";
        } else if (++fields > MAX_FIELDS) {
            problem = "the head has too many fields";
        } else {
            place = Place.NAME;
            name[0] = octet;
            nameBytes = 1;
        }
    }

    private int name(int from, int length) {
        for (int at = from; at < length; at++) {
            byte octet = window[at];
            if (octet == ':') {
                place = Place.VALUE;
                named(from, at);
                return at + 1;
            }
            if (!FieldSyntax.isTokenCharacter(octet)) {
                problem = "a header name is malformed";
                return at + 1;
            }
        }
        keepName(from, length);
        return length;
    }

    private void keepName(int from, int to) {
        int more = to - from;
        if (nameBytes + more <= name.length) {
            System.arraycopy(window, from, name, nameBytes, more);
        }
        nameBytes += more;
    }

    /** A coding is chunks: an answer with any other is refused behind the decoder. */
    private void named(int from, int to) {
        if (nameBytes + to - from == CODING.length()) {
            keepName(from, to);
            chunked |= FieldSyntax.isName(name, 0, nameBytes, CODING);
        }
    }

    private void lineFeed(byte octet, Place next) {
        place = next;
        if (octet != '\n') {
            problem = "a line of the head does not end in CR LF";
        }
    }

    private void lastLineFeed(byte octet) {
        lineFeed(octet, chunked && !trailers ? Place.CHUNKS : Place.BODY);
        chunks.reset();
        if (interim) {
            newHead();
            if (++interimHeads > MAX_INTERIM_HEADS) {
                problem = "too many interim answers";
            }
        }
    }
}
