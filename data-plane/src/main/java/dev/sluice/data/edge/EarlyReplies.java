package dev.sluice.data.edge;

import dev.sluice.data.edge.ReplyHead.BodyEnd;
import dev.sluice.data.netty.HeadBytes;
import dev.sluice.data.netty.Wire;
import dev.sluice.data.response.Answer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;

/** What a connection of HTTP/1.x answers before any API is known. Confined to the connection's loop. */
final class EarlyReplies {
    private final LoopContext loop;
    private final SocketChannel channel;
    private final CallReader reader;

    EarlyReplies(LoopContext loop, SocketChannel channel, CallReader reader) {
        this.loop = loop;
        this.channel = channel;
        this.reader = reader;
    }

    /**
     * Writes an answer and counts it.
     *
     * @param head whether the request was HEAD, so that no body follows
     * @param reason for the log
     */
    void write(Answer answer, boolean head, boolean staysOpen, String reason) {
        String requestId = loop.ids().requestId();
        long now = System.currentTimeMillis();
        HeadBytes bytes = HeadBytes.empty();
        ReplyHead.writeStatus(answer.status(), loop.date(), bytes);
        ReplyHead.writeFraming(BodyEnd.LENGTH, answer.bytes().length, staysOpen, bytes);
        ReplyHead.writeRequestId(requestId, bytes);
        ReplyHead.writeFields(answer.headers(), bytes);
        ByteBuf out = Http1Reply.newHead(channel, bytes, answer.bytes().length);
        if (!head) {
            out.writeBytes(answer.bytes());
        }
        Wire.write(channel, out);
        loop.telemetry().early(requestId, now, reader.peer(), answer.status(), reason);
    }
}
