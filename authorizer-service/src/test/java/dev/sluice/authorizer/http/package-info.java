@NullMarked
package dev.sluice.authorizer.http;

import org.jspecify.annotations.NullMarked;
