/** baresip, a SIP user agent of other people's making, run headless. */
package io.patchbay.testbeds.baresip;
