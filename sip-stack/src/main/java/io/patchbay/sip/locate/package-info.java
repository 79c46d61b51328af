/** Where a SIP request goes (RFC 3263). The one package that asks name servers, by dnsjava. */
package io.patchbay.sip.locate;
