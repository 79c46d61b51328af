/** DTLS-SRTP handshakes (RFC 5764) by Bouncy Castle, which only this package imports. */
package io.patchbay.media.dtls;
