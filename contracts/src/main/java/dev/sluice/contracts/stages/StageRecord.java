package dev.sluice.contracts.stages;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the topic {@code sluice.stages.v1} holds for a stage: its whole definition, or that it was deleted. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StageSnapshot.class, name = "snapshot"),
    @JsonSubTypes.Type(value = StageDeletion.class, name = "deletion")
})
public sealed interface StageRecord permits StageSnapshot, StageDeletion {
    /** The stage that this record is about. */
    StageKey key();

    /** Grows with every change of the stage, from one sequence per installation; a reader ignores one it has passed. */
    long revision();
}
