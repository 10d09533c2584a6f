package dev.sluice.data.edge;

import dev.sluice.data.netty.FieldSyntax;
import dev.sluice.data.pipeline.Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The strict step of HTTP/2: reads the fields of one request and lets pass what has exactly one reading, as
 * {@link HeadGuard} does for HTTP/1.x and by the same rules (security-requirements 20, 21, 25, 29). One per connection,
 * used for one request after the other.
 */
final class Http2Head {
    /** What is to become of a request. */
    enum Verdict {
        FINE,
        /** It can be answered; see {@link #refusal}. */
        REFUSED,
        /** It is no HTTP/2 request, and its stream is reset (RFC 9113, 8.1.1). */
        MALFORMED
    }

    /** Fields that are about a connection, which an HTTP/2 request may not have. */
    private static final String[] OF_A_CONNECTION = {
        "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"
    };

    private final EdgeLimits limits;
    private final LoopContext loop;
    private final FieldGuard fields;
    private final Framing framing = new Framing();

    private Headers headers = new Headers(0);
    private @Nullable String verb;
    private @Nullable AsciiString path;
    private @Nullable String scheme;
    private @Nullable String authority;
    private @Nullable String host;
    private @Nullable StringBuilder cookies;
    private @Nullable Refusal refusal;

    Http2Head(EdgeLimits limits, LoopContext loop) {
        this.limits = limits;
        this.loop = loop;
        this.fields = new FieldGuard(limits);
    }

    /** The method of a request that is fine. */
    String verb() {
        return verb == null ? "" : verb;
    }

    /** The target of a request that is fine. */
    String target() {
        return path == null ? "" : path.toString();
    }

    /** The fields of a request that is fine, its host among them. */
    Headers headers() {
        return headers;
    }

    /** Whether the request says HEAD, so that no body may follow the head of its reply. */
    boolean isHead() {
        return "HEAD".equals(verb);
    }

    /** Bytes of the body as told; {@link Framing#CHUNKED} when only its end will tell. */
    long bodyBytes() {
        return framing.hasLength() ? framing.bodyBytes() : Framing.CHUNKED;
    }

    Refusal refusal() {
        return refusal == null ? Refusal.MALFORMED : refusal;
    }

    /** Reads the fields of a request. */
    Verdict read(Http2Headers received) {
        reset(received.size());
        for (Map.Entry<CharSequence, CharSequence> each : received) {
            AsciiString name = AsciiString.of(each.getKey());
            AsciiString value = AsciiString.of(each.getValue());
            boolean isPseudo = name.length() > 0 && name.byteAt(0) == ':';
            boolean right = isPseudo ? pseudo(name, value) : field(name, value);
            if (!right) {
                return Verdict.MALFORMED;
            }
        }
        return whole();
    }

    private void reset(int count) {
        fields.reset();
        framing.reset();
        headers = new Headers(count);
        headers.caseless(true);
        verb = null;
        path = null;
        scheme = null;
        authority = null;
        host = null;
        cookies = null;
        refusal = null;
    }

    private boolean pseudo(AsciiString name, AsciiString value) {
        boolean first;
        switch (name.toString()) {
            case ":method" -> {
                first = verb == null;
                verb = value.toString();
            }
            case ":path" -> {
                first = path == null;
                path = value;
            }
            case ":scheme" -> {
                first = scheme == null;
                scheme = value.toString();
            }
            case ":authority" -> {
                first = authority == null;
                authority = value.toString();
            }
            default -> first = false;
        }
        return first;
    }

    private boolean field(AsciiString name, AsciiString value) {
        if (!isName(name) || isPadded(value) || isOfAConnection(name)) {
            return false;
        }
        if (name.contentEquals("te") && !value.contentEqualsIgnoreCase("trailers")) {
            return false;
        }
        if (name.contentEquals("cookie")) {
            return cookie(name, value);
        }
        if (name.contentEquals("host")) {
            host = value.toString();
        } else {
            headers.add(name.toString(), value.toString());
        }
        return guarded(name, value);
    }

    /** Crumbs of a cookie are put together again (RFC 9113, 8.2.3), and count as one field. */
    private boolean cookie(AsciiString name, AsciiString value) {
        StringBuilder before = cookies;
        if (before == null) {
            cookies = new StringBuilder(value);
            headers.add("cookie", "");
            return guarded(name, value);
        }
        before.append("; ").append(value);
        note(fields.more(value.length() + 2));
        return isClean(value);
    }

    /** Judges a field as a line of HTTP/1.x would be; what is too large can still be answered. */
    private boolean guarded(AsciiString name, AsciiString value) {
        int length = name.length() + 1 + value.length();
        byte[] line = loop.scratch(length);
        System.arraycopy(name.array(), name.arrayOffset(), line, 0, name.length());
        line[name.length()] = ':';
        System.arraycopy(value.array(), value.arrayOffset(), line, name.length() + 1, value.length());
        Refusal broken = fields.line(line, 0, length, framing);
        note(broken);
        return broken != Refusal.MALFORMED;
    }

    private void note(@Nullable Refusal broken) {
        refusal = refusal == null ? broken : refusal;
    }

    private static boolean isName(AsciiString name) {
        for (int at = 0; at < name.length(); at++) {
            byte each = name.byteAt(at);
            if (!FieldSyntax.isTokenCharacter(each) || (each >= 'A' && each <= 'Z')) {
                return false;
            }
        }
        return name.length() > 0;
    }

    private static boolean isOfAConnection(AsciiString name) {
        for (String each : OF_A_CONNECTION) {
            if (name.contentEquals(each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPadded(AsciiString value) {
        return value.length() > 0 && (isBlank(value.byteAt(0)) || isBlank(value.byteAt(value.length() - 1)));
    }

    private static boolean isBlank(byte each) {
        return each == ' ' || each == '\t';
    }

    private static boolean isClean(AsciiString value) {
        for (int at = 0; at < value.length(); at++) {
            byte each = value.byteAt(at);
            if ((each >= 0 && each < ' ' && each != '\t') || each == 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** Judges the fields taken together. */
    private Verdict whole() {
        if (verb == null || !isMethod(verb)) {
            return Verdict.MALFORMED;
        }
        if (verb.equals("CONNECT")) {
            return refused(Refusal.METHOD);
        }
        if (path == null || path.isEmpty() || scheme == null) {
            return Verdict.MALFORMED;
        }
        if (cookies != null) {
            headers.set("cookie", cookies.toString());
        }
        Refusal broken = target(path);
        if (broken == null) {
            broken = authority();
        }
        note(broken);
        return refusal == null ? Verdict.FINE : Verdict.REFUSED;
    }

    private Verdict refused(Refusal reason) {
        refusal = reason;
        return Verdict.REFUSED;
    }

    private static boolean isMethod(String verb) {
        return verb.length() <= HeadGuard.MAX_METHOD_BYTES && FieldSyntax.isToken(verb);
    }

    /** A path is one as an origin form is, or the star of OPTIONS; the absolute form does not exist here. */
    private @Nullable Refusal target(AsciiString sent) {
        if (sent.length() > limits.targetBytes()) {
            return Refusal.TARGET_TOO_LONG;
        }
        boolean right = sent.byteAt(0) == '/' || sent.contentEquals("*");
        int from = sent.arrayOffset();
        return right && "https".equalsIgnoreCase(scheme) && HeadGuard.isTarget(sent.array(), from, from + sent.length())
                ? null
                : Refusal.MALFORMED;
    }

    /** The host that is meant stands first, as if it had come in HTTP/1.1. */
    private @Nullable Refusal authority() {
        String named = authority == null ? host : authority;
        if (named == null || (authority != null && host != null && !HostName.agree(authority, host))) {
            return Refusal.MALFORMED;
        }
        headers.add("Host", named);
        Refusal broken = host == null ? fields.more(named.length()) : null;
        return broken != null ? broken : framing.hosts() > 1 ? Refusal.MALFORMED : null;
    }
}
