/** Gateway responses: what the gateway answers when it cannot let a call through. */
@NullMarked
package dev.sluice.control.apis.gatewayresponses;

import org.jspecify.annotations.NullMarked;
