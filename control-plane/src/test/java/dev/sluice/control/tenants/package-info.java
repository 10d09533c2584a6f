@NullMarked
package dev.sluice.control.tenants;

import org.jspecify.annotations.NullMarked;
