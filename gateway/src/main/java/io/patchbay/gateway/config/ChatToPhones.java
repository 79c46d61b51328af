package io.patchbay.gateway.config;

/** Which phones are sent what is said in their room's chat. */
public enum ChatToPhones {
    /** Those whose Allow names MESSAGE. */
    AUTO,
    ALWAYS,
    NEVER
}
