package dev.sluice.data.payload;

import io.netty.buffer.ByteBuf;
import java.util.Queue;

/** Rewrites a body slice by slice. What it holds back comes with the end. One per body; confined to its loop. */
interface Coder extends AutoCloseable {
    /**
     * Takes a slice, and with it the duty to release it.
     *
     * @param out where what became of it goes
     * @return false when the body is not what this coder takes
     */
    boolean take(ByteBuf slice, Queue<ByteBuf> out);

    /**
     * The last slice came before.
     *
     * @return false when the body may not end here
     */
    boolean end(Queue<ByteBuf> out);

    /** Gives back what is held outside the heap; harmless when repeated. */
    @Override
    default void close() {}
}
