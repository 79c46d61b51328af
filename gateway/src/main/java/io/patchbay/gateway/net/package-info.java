/** The addresses of this machine. */
package io.patchbay.gateway.net;
