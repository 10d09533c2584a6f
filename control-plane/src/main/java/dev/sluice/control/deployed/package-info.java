/** What a stage serves, looked at: written as OpenAPI, and compared with the API as it is now. */
@NullMarked
package dev.sluice.control.deployed;

import org.jspecify.annotations.NullMarked;
