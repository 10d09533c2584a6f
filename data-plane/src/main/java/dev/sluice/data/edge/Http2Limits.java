package dev.sluice.data.edge;

import java.time.Duration;

/**
 * What one HTTP/2 connection may do (security-requirements 27, 28), beyond the limits of every request.
 *
 * @param streams calls at a time
 * @param streamWindowBytes bytes of one request's body that may come before they are taken
 * @param connectionWindowBytes the same for all bodies together; a connection begins with {@value #FIRST_WINDOW_BYTES}, and
 *     has the rest from its first body on while there is room for that
 * @param windowRoomBytes what the connections of a node may have beyond their first window together
 * @param waitingReplies replies whose origins are read beyond what their client takes at present; what it leaves is read
 *     no further
 * @param headerListBytes fields of a request as HTTP/2 counts them, with names and overhead
 * @param resets streams reset by the client, or by this node because of it, in a window
 * @param controlFrames frames of each kind that carries no request in a window: PING, SETTINGS, PRIORITY, empty DATA,
 *     WINDOW_UPDATE beyond what answers DATA
 * @param continuations CONTINUATION frames behind one HEADERS frame
 * @param undelivered calls that run and those that ended without a reply in a window, together
 * @param window over which frames are counted
 */
public record Http2Limits(
        int streams,
        int streamWindowBytes,
        int connectionWindowBytes,
        long windowRoomBytes,
        int waitingReplies,
        int headerListBytes,
        int resets,
        int controlFrames,
        int continuations,
        int undelivered,
        Duration window) {
    /** What every client may send before it is told of another window (RFC 9113, 6.9.2). */
    public static final int FIRST_WINDOW_BYTES = 65_535;

    public static Http2Limits defaults() {
        return new Http2Limits(
                100, 65_536, 1_048_576, 25_165_824, 4, 32_768, 200, 1_000, 4, 200, Duration.ofSeconds(30));
    }
}
