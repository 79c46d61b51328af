/** ICE (RFC 8445): the lite agent of the embedded SFU, on ice4j's STUN messages. The only package that imports ice4j. */
package io.patchbay.media.ice;
