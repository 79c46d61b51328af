/** Real peers, scenarios and benches for the whole appliance, which runs as a process of its own. */
package io.patchbay.testbeds;
