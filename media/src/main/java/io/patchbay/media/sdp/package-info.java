/** Session descriptions (RFC 8866) as records, and offer/answer (RFC 3264) on them. Tolerant in, strict out. */
package io.patchbay.media.sdp;
