/** JAIN-SIP behind {@link io.patchbay.sip}: the only package that imports {@code javax.sip} and {@code gov.nist}. */
package io.patchbay.sip.jain;
