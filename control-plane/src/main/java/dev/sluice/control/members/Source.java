package dev.sluice.control.members;

/**
 * Where a deed comes from that is no management call, as the audit tells it.
 *
 * @param address of whoever asked
 * @param requestId what the answer carries
 */
public record Source(String address, String requestId) {}
