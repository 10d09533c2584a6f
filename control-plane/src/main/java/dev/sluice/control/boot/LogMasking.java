package dev.sluice.control.boot;

import dev.sluice.aws.logs.LogText;
import dev.sluice.aws.logs.MaskedThrowable;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Masks what the process is about to log; refuses nothing. Any thread. */
@LoggingFilter(name = "masking")
public final class LogMasking implements Filter {
    private final PatternFormatter texts = new PatternFormatter("%m");

    @Override
    public boolean isLoggable(LogRecord logged) {
        var entry = ExtLogRecord.wrap(logged);
        String message = texts.formatMessage(entry);
        entry.setMessage(LogText.masked(message == null ? "" : message), ExtLogRecord.FormatStyle.NO_FORMAT);
        Throwable thrown = entry.getThrown();
        if (thrown != null) {
            entry.setThrown(MaskedThrowable.of(thrown));
        }
        return true;
    }
}
