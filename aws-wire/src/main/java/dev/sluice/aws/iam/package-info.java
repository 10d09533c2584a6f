/** The IAM policy language: parsed once, decided without side effects. */
@NullMarked
package dev.sluice.aws.iam;

import org.jspecify.annotations.NullMarked;
