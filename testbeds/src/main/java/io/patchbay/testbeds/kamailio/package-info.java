/** Kamailio, a SIP registrar and proxy, as it stands before many a PBX. */
package io.patchbay.testbeds.kamailio;
