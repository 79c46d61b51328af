/** Numbers for operators, in Prometheus' text format. The only package that imports Micrometer. */
package io.patchbay.gateway.metrics;
