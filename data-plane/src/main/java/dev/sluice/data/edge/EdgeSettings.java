package dev.sluice.data.edge;

import dev.sluice.data.routing.HostForms;

/**
 * How the traffic listener is set up.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param hosts which host names are APIs
 * @param pathForm whether {@code /_aws/execute-api/{api}/...} works on hosts that are no API's (decisions 12)
 * @param limits what one client may send, and how long it may take
 * @param sources how many connections are let in
 */
public record EdgeSettings(
        String host, int port, HostForms hosts, boolean pathForm, EdgeLimits limits, SourceLimits.Settings sources) {}
