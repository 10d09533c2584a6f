/** VPC links of the v1 API: names for load balancers that integrations reach (management-api 5). */
@NullMarked
package dev.sluice.control.vpclinks;

import org.jspecify.annotations.NullMarked;
