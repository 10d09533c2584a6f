/** What is kept in the state folder {@code .sluice}, and by whom. */
@NullMarked
package dev.sluice.quickstart.state;

import org.jspecify.annotations.NullMarked;
