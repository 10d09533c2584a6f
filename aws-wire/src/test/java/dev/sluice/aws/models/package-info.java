/** Tests of models. */
@NullMarked
package dev.sluice.aws.models;

import org.jspecify.annotations.NullMarked;
