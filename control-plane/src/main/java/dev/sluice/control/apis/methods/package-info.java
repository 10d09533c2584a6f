/** Methods of a resource and their declared responses. */
@NullMarked
package dev.sluice.control.apis.methods;

import org.jspecify.annotations.NullMarked;
