package io.patchbay.gateway.config;

/** How a trunk wants telephone numbers. */
public enum NumberFormat {
    /** {@code +4930123}. */
    E164,
    /** {@code 4930123}. */
    DIGITS,
    /** {@code 030123} within the trunk's country, {@code 00…} beyond. */
    NATIONAL,
    /** As they were dialled. */
    AS_DIALLED
}
