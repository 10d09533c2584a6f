package dev.sluice.control.deployed;

import dev.sluice.control.apis.diff.ApiDiff;

/**
 * How the API differs now from what a stage serves.
 *
 * @param deploymentId the deployment that the stage serves
 */
public record StageDiff(String deploymentId, ApiDiff diff) {}
