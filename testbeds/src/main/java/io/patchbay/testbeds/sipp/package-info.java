/** SIPp, the load generator, with scenarios named by the behaviour they check. */
package io.patchbay.testbeds.sipp;
