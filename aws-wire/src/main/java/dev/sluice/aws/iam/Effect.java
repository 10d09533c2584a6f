package dev.sluice.aws.iam;

/** What a statement that matches does. */
public enum Effect {
    ALLOW,
    DENY
}
