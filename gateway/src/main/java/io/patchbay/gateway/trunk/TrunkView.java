package io.patchbay.gateway.trunk;

import java.util.List;

/**
 * A trunk as the API shows it.
 *
 * @param health {@code up}, {@code down}, or {@code unknown} where nobody asks it
 * @param registration the phase in lower case; {@code none} where we do not register
 * @param until when the registration ends unless refreshed; empty without one
 * @param problem what is wrong with it, a sentence; empty where nothing is
 */
public record TrunkView(
        String name, String health, String registration, String until, int calls, List<String> hosts, String problem) {}
