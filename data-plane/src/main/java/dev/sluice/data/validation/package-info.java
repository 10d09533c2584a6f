/** Whether a request has what its method asks for: required parameters, then a body that matches its model. */
@NullMarked
package dev.sluice.data.validation;

import org.jspecify.annotations.NullMarked;
