package dev.sluice.data.sync.spool;

/**
 * How far a partition was read.
 *
 * @param log id of the topic, which tells a topic from one that was made anew under its name
 * @param offset the next record to read
 */
public record SpoolPosition(String log, long offset) {}
