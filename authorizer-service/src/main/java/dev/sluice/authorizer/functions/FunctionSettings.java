package dev.sluice.authorizer.functions;

import dev.sluice.authorizer.functions.guest.GuestLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What tenants' functions may use. */
@ConfigMapping(prefix = "sluice.functions")
public interface FunctionSettings {
    /** Processor time of one call. */
    @WithDefault("1S")
    Duration cpuTime();

    /** Time of one call on the clock. */
    @WithDefault("5S")
    Duration time();

    /** Calls that run at once; each may use 32 MiB of the heap, and as much again for what goes in and out. */
    @WithDefault("4")
    int calls();

    /** Of them at most so many of one tenant. */
    @WithDefault("2")
    int callsOfTenant();

    /** How long a call waits for its turn before it is refused. */
    @WithDefault("2S")
    Duration patience();

    /** Calls that wait for their turn; further ones are refused at once. */
    @WithDefault("200")
    int waiting();

    /** Guests that are kept ready for the next call, of all functions together; each holds some 2 MiB. */
    @WithDefault("16")
    int readyGuests();

    /** How long logs of calls are kept. */
    @WithDefault("7D")
    Duration keepLogs();

    /** The limits of one call. */
    default GuestLimits limits() {
        return new GuestLimits(
                cpuTime(), time(), GuestLimits.DEFAULT_PAGES, FunctionRules.MAX_PAYLOAD_BYTES, FunctionRules.MAX_LOG);
    }
}
