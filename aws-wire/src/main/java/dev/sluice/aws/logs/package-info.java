/** What a text must be made of before it may stand in a log of the installation. */
@NullMarked
package dev.sluice.aws.logs;

import org.jspecify.annotations.NullMarked;
