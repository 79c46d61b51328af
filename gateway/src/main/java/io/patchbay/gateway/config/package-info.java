/**
 * The configuration: one YAML file and the environment, read once into a record per subject. Every mistake is found at
 * once and told with the place it stands at.
 */
package io.patchbay.gateway.config;
