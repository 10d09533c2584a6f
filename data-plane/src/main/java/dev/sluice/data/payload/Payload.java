package dev.sluice.data.payload;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A body that was collected, and whether it is text or binary at this point (rest-api-runtime 12). Immutable by
 * agreement: the array is not copied, so whoever makes or takes a payload leaves it alone.
 */
public final class Payload implements Converted {
    private final byte[] bytes;
    private final boolean binary;

    public Payload(byte[] bytes, boolean binary) {
        this.bytes = bytes;
        this.binary = binary;
    }

    /** What a template printed. */
    public static Payload text(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), false);
    }

    public byte[] bytes() {
        return bytes;
    }

    public boolean isBinary() {
        return binary;
    }

    /** The bytes read as UTF-8; what is none becomes U+FFFD. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A request's payload as its template sees it; text stays as it is, since {@link #text} makes it sound. */
    public Converted forRequestTemplate(ContentHandling handling) {
        Conversion conversion = Conversion.ofRequest(binary, handling);
        return conversion == Conversion.TEXT ? this : converted(conversion);
    }

    /** A response's payload as its template sees it: before the template only a conversion to text happens. */
    public Payload forResponseTemplate(ContentHandling handling) {
        return binary && handling == ContentHandling.CONVERT_TO_TEXT ? encoded() : this;
    }

    /**
     * A response's payload, after its template if there is one, as the client gets it.
     *
     * @param wanted whether the first type that the client accepts is binary
     */
    public Converted forClient(boolean wanted, ContentHandling handling) {
        return converted(Conversion.ofResponse(binary, wanted, handling));
    }

    public Converted converted(Conversion conversion) {
        return switch (conversion) {
            case IDENTITY -> this;
            case TEXT -> sanitised();
            case ENCODE -> encoded();
            case DECODE -> decoded();
        };
    }

    private Payload sanitised() {
        boolean sound = Utf8.validBytes(bytes) == bytes.length;
        return sound ? new Payload(bytes, false) : text(text());
    }

    private Payload encoded() {
        return new Payload(Base64.getEncoder().encode(bytes), false);
    }

    private Converted decoded() {
        byte[] plain = Base64Decoding.whole(bytes);
        return plain == null ? Unconvertible.NOT_BASE64 : new Payload(plain, true);
    }
}
