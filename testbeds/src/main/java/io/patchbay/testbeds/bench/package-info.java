/** Benches: they start the appliance themselves and report numbers of this machine. */
package io.patchbay.testbeds.bench;
