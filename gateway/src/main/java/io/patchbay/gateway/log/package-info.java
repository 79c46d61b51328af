/** The log: what is shown, and how seldom about bad input. */
package io.patchbay.gateway.log;
