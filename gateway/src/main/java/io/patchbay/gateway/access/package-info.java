/** Who is let in, by the address they come from. Decisions are plain values; nothing here does I/O. */
package io.patchbay.gateway.access;
