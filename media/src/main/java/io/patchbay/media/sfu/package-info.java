/** The embedded SFU on mediasoup's object model: Router, Transport, Producer, Consumer. */
package io.patchbay.media.sfu;
