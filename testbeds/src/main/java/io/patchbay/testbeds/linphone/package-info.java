/** Linphone, a SIP softphone on a stack of its own, run from its console. */
package io.patchbay.testbeds.linphone;
