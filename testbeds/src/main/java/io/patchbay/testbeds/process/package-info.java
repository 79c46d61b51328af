/** Child processes with captured output and a sure end. */
package io.patchbay.testbeds.process;
