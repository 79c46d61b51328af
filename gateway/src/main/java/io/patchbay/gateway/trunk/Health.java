package io.patchbay.gateway.trunk;

/** Whether a trunk's hosts answer OPTIONS. */
enum Health {
    /** Nobody has asked, or nobody has answered yet. */
    UNKNOWN,
    UP,
    DOWN
}
