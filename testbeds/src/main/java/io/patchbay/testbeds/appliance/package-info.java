/** The appliance as its users have it: a process of its own with a configuration file, ports, a log and metrics. */
package io.patchbay.testbeds.appliance;
