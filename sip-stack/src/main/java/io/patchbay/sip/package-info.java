/**
 * The SIP user agent: calls as an application sees them. Nothing here names {@code javax.sip}; the stack behind it is
 * {@link io.patchbay.sip.jain}. Bodies are opaque: this module moves SDP, it never reads it.
 */
package io.patchbay.sip;
