@NullMarked
package dev.sluice.data.access.authorizer;

import org.jspecify.annotations.NullMarked;
