/** How much callers may ask for, and who is not heard at all: limits, rates, bans, and what calls out may cost. */
package io.patchbay.gateway.admission;
