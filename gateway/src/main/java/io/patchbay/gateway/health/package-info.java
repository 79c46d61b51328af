/** Whether the appliance is ready for calls, and if not, what it waits for. */
package io.patchbay.gateway.health;
