/** Which call goes where, and why one that goes nowhere is refused. */
package io.patchbay.gateway.route;
