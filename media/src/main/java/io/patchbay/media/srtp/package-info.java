/** SRTP and SRTCP (RFC 3711, 7714) by jitsi-srtp, which only this package imports. */
package io.patchbay.media.srtp;
