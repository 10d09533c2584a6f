package dev.sluice.contracts.records;

import java.nio.ByteBuffer;

/**
 * Which keys a record is signed and sealed with, as its bytes say it: enough to tell a record of before a rotation from
 * one of after it, no proof of anything.
 *
 * @param signingKeyId id of the Ed25519 key
 * @param cellKeyId id of the cell key
 */
public record RecordSeal(long signingKeyId, long cellKeyId) {
    /** The ids in front of signature and envelope. Refuses what is too short to be a record. */
    public static RecordSeal of(byte[] value) throws RecordRefused {
        RecordFrame.requireWhole(value);
        return new RecordSeal(
                RecordFrame.signingKeyIdOf(value), ByteBuffer.wrap(value).getLong(RecordFrame.OVERHEAD_BYTES));
    }
}
