/** Media endpoints shaped like RTCPeerConnection. */
package io.patchbay.media.peer;
