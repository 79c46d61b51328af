/** Calls: a SIP dialog on one side, a phone in a room on the other. */
package io.patchbay.gateway.call;
