package io.patchbay.gateway.http;

import java.security.KeyStore;

/**
 * What HTTPS shows and signs with.
 *
 * @param keyStore holds one key and its chain
 * @param description for the log: "self-signed, until 2027-12-01"
 */
record TlsIdentity(KeyStore keyStore, char[] password, String description) {}
