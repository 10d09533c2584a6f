@NullMarked
package dev.sluice.control.signin;

import org.jspecify.annotations.NullMarked;
