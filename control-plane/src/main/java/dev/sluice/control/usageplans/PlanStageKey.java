package dev.sluice.control.usageplans;

/** Names a stage in a usage plan. */
record PlanStageKey(String planId, String apiId, String stageName) {}
