/** Providers and PBXs that calls come from and go through: registration, health, numbers, and which one a call fits. */
package io.patchbay.gateway.trunk;
