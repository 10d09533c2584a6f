package dev.sluice.control.platform.signature;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Limits of the management listener. */
@ConfigMapping(prefix = "sluice.door")
public interface DoorSettings {
    /**
     * Failed authentications per minute that one access key id may collect from one source address before its calls
     * from there are refused unread; from all addresses together a hundred times as many.
     */
    @WithDefault("60")
    int failuresPerKey();

    /** The same for one source address, behind which there may be many principals. */
    @WithDefault("300")
    int failuresPerAddress();

    /** Management calls per second and tenant; 0 is no limit. */
    @WithDefault("0")
    int callsPerSecond();

    /** Calls that a tenant may make at once after a pause, when there is a limit. */
    @WithName("calls-burst")
    @WithDefault("40")
    int callsBurst();
}
