/** coturn, a STUN and TURN server of other people's making. */
package io.patchbay.testbeds.coturn;
