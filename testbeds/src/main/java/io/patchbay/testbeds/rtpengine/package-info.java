/** rtpengine as a process of its own, for benches to compare with. */
package io.patchbay.testbeds.rtpengine;
