/** RTP and RTCP (RFC 3550, 4585, 5104, 8285): packets as views on bytes, stream state, reports and feedback. */
package io.patchbay.media.rtp;
