package dev.sluice.aws.logs;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Stands in a log for a throwable whose messages may hold a secret: same frames and causes, masked texts. */
public final class MaskedThrowable extends Throwable {
    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 8;
    private static final int MAX_FRAMES = 60;

    private final String text;

    private MaskedThrowable(String text, @Nullable Throwable cause) {
        super(null, cause, false, true);
        this.text = text;
    }

    /** A copy for the log; the deepest causes and frames of an endless one are left out. */
    public static Throwable of(Throwable thrown) {
        return copy(thrown, MAX_CAUSES);
    }

    private static MaskedThrowable copy(Throwable thrown, int causes) {
        Throwable cause = thrown.getCause();
        var copy = new MaskedThrowable(
                LogText.masked(thrown.toString()), cause == null || causes == 0 ? null : copy(cause, causes - 1));
        StackTraceElement[] frames = thrown.getStackTrace();
        copy.setStackTrace(Arrays.copyOf(frames, Math.min(frames.length, MAX_FRAMES)));
        return copy;
    }

    @Override
    public String getMessage() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
