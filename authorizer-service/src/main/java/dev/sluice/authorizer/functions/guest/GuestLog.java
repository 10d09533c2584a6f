package dev.sluice.authorizer.functions.guest;

/** What a function writes during one call, up to a limit. Confined to the call's thread. */
final class GuestLog {
    private static final String CUT = "... the rest of the log was dropped\n";

    private final int limit;
    private final StringBuilder text = new StringBuilder();
    private boolean full;

    GuestLog(int limit) {
        this.limit = limit;
    }

    void line(String line) {
        if (full) {
            return;
        }
        if (text.length() + line.length() + 1 > limit) {
            text.append(line, 0, Math.max(0, Math.min(line.length(), limit - text.length())))
                    .append('\n')
                    .append(CUT);
            full = true;
        } else {
            text.append(line).append('\n');
        }
    }

    String text() {
        return text.toString();
    }
}
