package dev.sluice.data.pipeline;

import io.netty.buffer.ByteBuf;

/**
 * The bytes of a message body on their way, in slices and with back-pressure, on the exchange's loop. A body is read
 * once, by one reader. Nothing is aggregated; a step that needs a body whole collects it under its own limit.
 */
public interface Body {
    /** Length that is known before the first byte; {@link #UNKNOWN} when only the end will tell. */
    long declaredBytes();

    /** Starts the flow. Called once, unless the body is cancelled instead. */
    void readTo(Reader reader);

    /** Asks for more after {@link Reader#accept} returned false. */
    void more();

    /** Nobody wants the rest: the sender is stopped or its remaining bytes are thrown away. Harmless after the end. */
    void cancel();

    /** The length of a body that is sent in chunks. */
    long UNKNOWN = -1;

    /** A body without a byte. */
    Body EMPTY = new Body() {
        @Override
        public long declaredBytes() {
            return 0;
        }

        @Override
        public void readTo(Reader reader) {
            reader.end();
        }

        @Override
        public void more() {}

        @Override
        public void cancel() {}
    };

    /** Where the slices go. Called on the exchange's loop only. */
    interface Reader {
        /**
         * Takes a slice and with it the duty to release it.
         *
         * @return false when the reader is behind: no further slice comes until {@link Body#more} is called
         */
        boolean accept(ByteBuf slice);

        /**
         * How many bytes can go on now; a source takes no more than about that from where they come. After 0 none are to
         * come until {@link Body#more} is called, as after a slice that was not taken.
         */
        default int room() {
            return Integer.MAX_VALUE;
        }

        /** Nothing more is at hand for now: a good moment to flush what was accepted. */
        default void idle() {}

        /** The body is whole. */
        void end();

        /** The body was cut short. Bytes that were accepted may already be on the wire, so the cut must stay visible. */
        void fail(Failure failure);
    }
}
