/** Usage plans: which stages a client's key opens, how fast and how often; and what was used of them. */
@NullMarked
package dev.sluice.control.usageplans;

import org.jspecify.annotations.NullMarked;
