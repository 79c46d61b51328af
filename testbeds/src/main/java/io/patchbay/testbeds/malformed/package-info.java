/** Packets that no peer should send, and the means to send them. The same seed makes the same packets. */
package io.patchbay.testbeds.malformed;
