/**
 * Calls by the hundred from one process that costs next to nothing: the phones and browsers of the density bench, which send the
 * same to the appliance and to its peers, count what comes back and listen to a sample of it.
 */
package io.patchbay.testbeds.load;
