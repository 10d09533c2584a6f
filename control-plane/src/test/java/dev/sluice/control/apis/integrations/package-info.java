@NullMarked
package dev.sluice.control.apis.integrations;

import org.jspecify.annotations.NullMarked;
