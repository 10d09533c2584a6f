package dev.sluice.authorizer.functions;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.authorizer.access.Installation;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.functions.guest.CallInput;
import dev.sluice.authorizer.functions.guest.CallReport;
import dev.sluice.authorizer.functions.guest.GuestHost;
import dev.sluice.authorizer.turns.Turns;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Calls functions, and keeps what they wrote. Blocks the calling virtual thread. */
@Singleton
public class Invocations {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MEMORY_MEBIBYTES = 32;

    private final FunctionCode code;
    private final GuestHost guests;
    private final FunctionSettings settings;
    private final FunctionLogs logs;
    private final Installation installation;
    private final Turns turns;

    Invocations(
            FunctionCode code,
            GuestHost guests,
            FunctionSettings settings,
            FunctionLogs logs,
            Installation installation) {
        this.code = code;
        this.guests = guests;
        this.settings = settings;
        this.logs = logs;
        this.installation = installation;
        this.turns = new Turns(settings.calls(), settings.callsOfTenant(), settings.waiting(), settings.patience());
    }

    /** Whether there is such a function; the qualifier is a version or {@code $LATEST}. */
    public boolean exists(TenantId tenant, String name, @Nullable String qualifier) {
        return code.find(tenant, name, qualifier) != null;
    }

    /**
     * Calls a function with an event, a JSON text.
     *
     * @param qualifier the newest version, when it is null
     */
    public Invocation call(TenantId tenant, String name, @Nullable String qualifier, String requestId, String event) {
        CodeVersion meant = code.find(tenant, name, qualifier);
        if (meant == null) {
            return new Invocation.Absent();
        }
        if (!turns.begin(tenant)) {
            return new Invocation.Busy();
        }
        try {
            Instant start = Instant.now();
            var input = new CallInput(event, context(meant, qualifier, requestId), requestId);
            CallReport report = guests.call(meant, () -> code.source(meant), input, settings.limits());
            logs.add(meant, requestId, start, report);
            return new Invocation.Called(meant.version(), requestId, report);
        } finally {
            turns.end(tenant);
        }
    }

    private String context(CodeVersion meant, @Nullable String qualifier, String requestId) {
        String arn = installation.arn("lambda", meant.tenant(), "function:" + meant.name());
        return JSON.createObjectNode()
                .put("functionName", meant.name())
                .put("functionVersion", Integer.toString(meant.version()))
                .put("invokedFunctionArn", qualifier == null ? arn : arn + ":" + qualifier)
                .put("memoryLimitInMB", Integer.toString(MEMORY_MEBIBYTES))
                .put("awsRequestId", requestId)
                .toString();
    }
}
