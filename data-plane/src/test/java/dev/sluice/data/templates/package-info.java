@NullMarked
package dev.sluice.data.templates;

import org.jspecify.annotations.NullMarked;
