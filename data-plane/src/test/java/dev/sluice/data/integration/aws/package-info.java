@NullMarked
package dev.sluice.data.integration.aws;

import org.jspecify.annotations.NullMarked;
