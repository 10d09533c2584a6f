/** The documentation parts of an API: where they may stand and how they are changed (management-api 5). */
@NullMarked
package dev.sluice.control.apis.documentation;

import org.jspecify.annotations.NullMarked;
