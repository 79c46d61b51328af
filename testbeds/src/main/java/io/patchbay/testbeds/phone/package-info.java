/**
 * A scripted SIP phone. Its SIP, SDP, RTP and G.711 are its own and written against the RFCs alone, so that a test of the
 * appliance never compares the appliance's code with itself.
 */
package io.patchbay.testbeds.phone;
