/** The appliance: the command line, what is started in which order, and what is closed in which. */
package io.patchbay.gateway;
