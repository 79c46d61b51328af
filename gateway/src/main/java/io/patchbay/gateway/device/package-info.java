/** Phones and room systems that register here. */
package io.patchbay.gateway.device;
