package dev.sluice.data.edge;

import dev.sluice.data.pipeline.Exchange;

/**
 * What carries a call: a connection of HTTP/1.x, one call after the other, or a stream of HTTP/2. A call tells it what it
 * wants and never how that is written. Confined to the loop.
 */
interface Carrier {
    Edge edge();

    LoopContext loop();

    /** A step wants the body: a client that waits for leave to send it gets it. */
    void bodyWanted();

    /** Bytes of the body came or went, so that the client may be held back or let go on. */
    void bodyMoved();

    /**
     * Makes what writes the reply of an exchange.
     *
     * @param last whether this has to be the last reply to come this way, if the protocol knows such a thing
     */
    ReplyStream newReply(Call call, Exchange done, boolean last);

    /** How many bytes of a reply the client could take now; after 0 it tells its call when there may be more. */
    default int room() {
        return Integer.MAX_VALUE;
    }

    /** The reply was handed to the transport in full. */
    void replied(Call call, long now);

    /** The reply has begun and cannot be completed: it ends so that no client takes it for whole. */
    void cut(Call call);

    /** The reply is sent, and what still comes of the request has no reading. */
    void leave();

    /** Ends without another byte. */
    void abort();
}
