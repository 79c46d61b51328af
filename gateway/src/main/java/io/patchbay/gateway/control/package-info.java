/** The control protocol of {@code docs/control-protocol.md}: sockets, seats and requests. */
package io.patchbay.gateway.control;
