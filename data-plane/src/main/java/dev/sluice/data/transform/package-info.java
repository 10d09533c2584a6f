/**
 * From the client's request to the origin's and back: parameter mapping, header rules, addresses, literal templates and
 * the choice of the response (rest-api-runtime 7, 9, 11). Everything that does not depend on the request is resolved when
 * a stage is compiled.
 *
 * <p>Values here are byte strings: a character stands for one byte, as header fields arrive.
 */
@NullMarked
package dev.sluice.data.transform;

import org.jspecify.annotations.NullMarked;
