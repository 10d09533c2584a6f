/** REST APIs as their owners edit them. */
@NullMarked
package dev.sluice.control.apis;

import org.jspecify.annotations.NullMarked;
