package dev.sluice.data.transform;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates gzip members (RFC 1952) or a deflate stream with or without the zlib wrapper (RFC 1950), as clients send both
 * under that name. Input comes in any pieces. Not for sharing between threads; must be closed.
 */
final class Inflation implements AutoCloseable {
    private static final int FLAG_CHECK = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int HEADER_CHECK_BYTES = 2;
    private static final int TRAILER_BYTES = 8;
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private enum Part {
        FIXED,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        CHECK,
        DATA,
        TRAILER,
        WRAPPER,
        DONE
    }

    private final boolean gzip;
    private final CRC32 check = new CRC32();
    private Inflater inflater;
    private Part part;
    private int flags;
    private int partBytes;
    private int headerBytes;
    private long number;

    private Inflation(boolean gzip) {
        this.gzip = gzip;
        this.inflater = new Inflater(true);
        this.part = gzip ? Part.FIXED : Part.WRAPPER;
    }

    static Inflation gzip() {
        return new Inflation(true);
    }

    static Inflation deflate() {
        return new Inflation(false);
    }

    /** Whether the stream ended where a stream may end. */
    boolean isComplete() {
        return part == Part.DONE;
    }

    /** Fills out as far as the input reaches; 0 when more input is needed or the stream has ended. */
    int inflate(ByteBuf input, ByteBuf out) throws DataFormatException {
        while (true) {
            if (part == Part.DATA) {
                int bytes = data(input, out);
                if (bytes > 0 || part == Part.DATA) {
                    return bytes;
                }
            } else if (!input.isReadable()) {
                return 0;
            } else if (part == Part.WRAPPER) {
                unwrap(input);
            } else if (part == Part.DONE) {
                throw new DataFormatException("bytes after the end");
            } else {
                frame(input.readUnsignedByte());
            }
        }
    }

    private int data(ByteBuf input, ByteBuf out) throws DataFormatException {
        if (inflater.needsInput() && input.isReadable()) {
            byte[] piece = new byte[input.readableBytes()];
            input.getBytes(input.readerIndex(), piece);
            inflater.setInput(piece);
            input.skipBytes(piece.length);
        }
        ByteBuffer room = out.nioBuffer(out.writerIndex(), out.writableBytes());
        int bytes = inflater.inflate(room);
        check.update(room.flip());
        out.writerIndex(out.writerIndex() + bytes);
        if (inflater.needsDictionary()) {
            throw new DataFormatException("a dictionary is needed");
        }
        if (inflater.finished()) {
            input.readerIndex(input.readerIndex() - inflater.getRemaining());
            part = gzip ? Part.TRAILER : Part.DONE;
            partBytes = 0;
            number = 0;
        }
        return bytes;
    }

    /** The first byte tells: a zlib header names method 8 and a window of at most 32 KiB. */
    private void unwrap(ByteBuf input) {
        int first = input.getUnsignedByte(input.readerIndex());
        if ((first & 0x0F) == 8 && first >> 4 <= 7) {
            inflater.end();
            inflater = new Inflater(false);
        }
        part = Part.DATA;
    }

    private void frame(int octet) throws DataFormatException {
        if (part != Part.TRAILER && ++headerBytes > MAX_HEADER_BYTES) {
            throw new DataFormatException("the header is too large");
        }
        if (part != Part.TRAILER && part != Part.CHECK) {
            check.update(octet);
        }
        switch (part) {
            case FIXED -> fixed(octet);
            case EXTRA_LENGTH -> extraLength(octet);
            case EXTRA -> next(++partBytes == number, FLAG_EXTRA);
            case NAME -> next(octet == 0, FLAG_NAME);
            case COMMENT -> next(octet == 0, FLAG_COMMENT);
            case CHECK -> headerCheck(octet);
            case TRAILER -> trailer(octet);
            case DATA, WRAPPER, DONE -> throw new IllegalStateException(part.name());
        }
    }

    private void fixed(int octet) throws DataFormatException {
        boolean fits = switch (partBytes) {
            case 0 -> octet == 0x1F;
            case 1 -> octet == 0x8B;
            case 2 -> octet == 8;
            case 3 -> (octet & 0xE0) == 0;
            default -> true;
        };
        if (!fits) {
            throw new DataFormatException("not gzip");
        }
        if (partBytes == 3) {
            flags = octet;
        }
        next(++partBytes == 10, 0);
    }

    private void extraLength(int octet) {
        number |= (long) octet << (8 * partBytes);
        if (++partBytes == 2) {
            partBytes = 0;
            part = Part.EXTRA;
            next(number == 0, FLAG_EXTRA);
        }
    }

    /** Goes on to the next part that the flags announce, once this one is done. */
    private void next(boolean done, int doneFlag) {
        if (!done) {
            return;
        }
        flags &= ~doneFlag;
        partBytes = 0;
        number = 0;
        if ((flags & FLAG_EXTRA) != 0) {
            part = Part.EXTRA_LENGTH;
        } else if ((flags & FLAG_NAME) != 0) {
            part = Part.NAME;
        } else if ((flags & FLAG_COMMENT) != 0) {
            part = Part.COMMENT;
        } else if ((flags & FLAG_CHECK) != 0) {
            part = Part.CHECK;
        } else {
            part = Part.DATA;
            check.reset();
        }
    }

    private void headerCheck(int octet) throws DataFormatException {
        number |= (long) octet << (8 * partBytes);
        if (++partBytes < HEADER_CHECK_BYTES) {
            return;
        }
        if (number != (check.getValue() & 0xFFFF)) {
            throw new DataFormatException("the header's checksum differs");
        }
        next(true, FLAG_CHECK);
    }

    private void trailer(int octet) throws DataFormatException {
        number |= (long) octet << (8 * partBytes);
        if (++partBytes < TRAILER_BYTES) {
            return;
        }
        long crc = number & 0xFFFF_FFFFL;
        long size = number >>> 32;
        if (crc != check.getValue() || size != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new DataFormatException("the checksum differs");
        }
        part = Part.DONE;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
