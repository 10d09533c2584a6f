package dev.sluice.data.sync;

import java.time.Instant;

/**
 * Who this node is.
 *
 * @param node stable id, the same after a restart
 * @param boot id of this run
 * @param version version of the software
 * @param startedAt when this run began; of two runs with one node id the older stops
 * @param internalAddress host:port for calls from the control plane and other nodes
 */
public record NodeIdentity(String node, String boot, String version, Instant startedAt, String internalAddress) {}
